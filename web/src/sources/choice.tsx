import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';

import { say } from '../format/lang';
import { useWords } from '../words';
import { sourcesQuery } from './queries';

/** Where a file comes from: the office's own ledger, or an outside system. Shown where there is one. */
export function SourceChoice({ value, change }: { value: string; change: (source: string) => void }) {
  const { t, lang } = useWords();
  const sources = useQuery(sourcesQuery({})).data?.sources ?? [];
  if (sources.length === 0 && value === '') return null;
  const own = { value: '', label: t('intake.ownLedger') };
  const named = sources.map((source) => ({ value: source.key, label: say(source.name, lang) }));
  return (
    <label className="source-choice">
      {t('intake.source')}
      <Select aria-label={t('intake.source')} value={value} options={[own, ...named]} onChange={change} popupMatchSelectWidth={240} />
    </label>
  );
}
