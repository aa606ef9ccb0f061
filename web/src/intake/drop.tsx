import { useId, useState } from 'react';

import { useWords } from '../words';

/** Where a spreadsheet is dropped, or chosen. */
export function Drop({ take }: { take: (file: File) => void }) {
  const { t } = useWords();
  const id = useId();
  const [over, setOver] = useState(false);
  return (
    <label
      htmlFor={id}
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) take(file);
      }}
    >
      <input
        id={id}
        className="sr"
        type="file"
        accept=".xlsx,.xlsm,.xls,.et,.ods,.csv,.tsv,.txt,.html,.htm,.xml"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) take(file);
          event.target.value = '';
        }}
      />
      <svg width="56" height="56" viewBox="0 0 56 56" aria-hidden="true">
        <rect x="10" y="8" width="36" height="40" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M10 18h36M10 28h36M10 38h36M22 8v40M34 8v40" stroke="currentColor" strokeWidth="1" opacity=".5" />
      </svg>
      <b>{t('intake.drop')}</b>
      <span>{t('intake.dropHow')}</span>
    </label>
  );
}
