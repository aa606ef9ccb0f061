// Where an import begins: drop a file, paste a table, or go on with one that waits.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useEffect, useRef, useState } from 'react';

import { importsQuery } from '../api/queries';
import { FormError } from '../app/problems';
import { useWords } from '../words';
import { Applied } from './applied';
import { pasted, pastedFrom, type Pasted } from './clipboard';
import { Drop } from './drop';
import { TakeOut } from './takeOut';
import type { IntakeWork } from './useIntake';

export function Start({ work }: { work: IntakeWork }) {
  const { t } = useWords();
  const imports = useQuery(importsQuery);
  const [odd, setOdd] = useState(false);
  const { send, resume } = work;
  const take = (table: Pasted | null) => {
    setOdd(!table);
    if (table) send.mutate(table);
  };
  usePaste(take);
  return (
    <>
      <Drop take={(file) => send.mutate({ name: file.name, body: file })} />
      <label className="paste">
        <span>{t('intake.paste')}</span>
        <Input.TextArea
          className="paste-box"
          rows={2}
          value=""
          placeholder={t('intake.pasteHere')}
          aria-describedby={odd ? 'paste-odd' : undefined}
          onPaste={(event) => {
            event.preventDefault();
            event.stopPropagation();
            take(pastedFrom(event.clipboardData));
          }}
          onChange={(event) => take(pasted(event.target.value))}
        />
        {odd && (
          <span id="paste-odd" className="bad" role="alert">
            {t('intake.pasteOdd')}
          </span>
        )}
      </label>
      <p className="quiet-note intake-sources">
        {t('sources.lead')} <Link to="/sources">{t('sources.title')}</Link>
      </p>
      <FormError error={send.error ?? resume.error} />
      {imports.data && imports.data.waiting.length > 0 && (
        <section className="card">
          <h2>{t('intake.waiting')}</h2>
          <ul className="waiting">
            {imports.data.waiting.map((one) => (
              <li key={one.id}>
                <span>{one.file}</span>
                <span className="quiet-note">{t('intake.waitsFor', { minutes: Math.ceil(one.expires_in_seconds / 60) })}</span>
                <Button size="small" onClick={() => resume.mutate(one.id)}>
                  {t('intake.goOn')}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {imports.isError && <FormError error={imports.error} />}
      {imports.data && imports.data.applied.length > 0 && (
        <TakeOut newest={imports.data.applied.find((one) => one.undone === null)?.id ?? null} />
      )}
      {imports.data && <Applied imports={imports.data.applied} total={imports.data.applied_total} />}
    </>
  );
}

/** A table pasted anywhere on the page. */
function usePaste(take: (table: Pasted) => void): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      if ((event.target as HTMLElement | null)?.closest?.('input, textarea')) return;
      const table = event.clipboardData && pastedFrom(event.clipboardData);
      if (table) latest.current(table);
    };
    document.addEventListener('paste', hear);
    return () => document.removeEventListener('paste', hear);
  }, []);
}
