// Out again: today's figures in the very file that came in, a copy to check, forms to fill in.

import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useId } from 'react';

import { FormError } from '../app/problems';
import { useWords } from '../words';
import { download, downloadMade } from './download';

const FILES = [
  { key: 'checked', path: '/exports/checked', fallback: 'checked.xlsx' },
  { key: 'fillIn', path: '/exports/fill-in', fallback: 'fill-in.zip' },
] as const;

/** The newest ledger as it came in, the checked copy, the forms. */
export function TakeOut({ newest }: { newest: string | null }) {
  const { t, lang } = useWords();
  const save = useMutation({ mutationFn: ({ path, fallback }: { path: string; fallback: string }) => download(path, fallback) });
  const language = lang === 'zh' ? 'zh-CN' : 'en';
  return (
    <section className="card take-out">
      <h2>{t('intake.takeOut')}</h2>
      <ul>
        {newest !== null && (
          <li>
            <AsImported id={newest} />
            <span>{t('intake.asImportedHow')}</span>
          </li>
        )}
        {FILES.map(({ key, path, fallback }) => (
          <li key={key}>
            <Button
              loading={save.isPending && save.variables.path.startsWith(path)}
              onClick={() => save.mutate({ path: key === 'checked' ? `${path}?lang=${language}` : path, fallback })}
            >
              {t(`intake.outs.${key}`)}
            </Button>
            <span>{t(`intake.outsHow.${key}`)}</span>
          </li>
        ))}
        <li>
          <Into path="/exports/into" word={t('intake.into_layout')} />
          <span>
            {t('intake.intoHow')} <Link to="/sources">{t('sources.title')}</Link>
          </span>
        </li>
      </ul>
      <FormError error={save.error} />
    </section>
  );
}

/** A table of somebody else's making, filled in and saved. */
export function Into({ path, word }: { path: string; word: string }) {
  const id = useId();
  const make = useMutation({ mutationFn: (file: File) => downloadMade(`${path}?name=${encodeURIComponent(file.name)}`, file, file.name) });
  return (
    <>
      <label htmlFor={id} className="into-file" aria-busy={make.isPending}>
        <input
          id={id}
          className="sr"
          type="file"
          accept=".xlsx,.xlsm,.xls,.et,.ods,.csv,.tsv"
          onChange={(event) => {
            const file = event.target.files?.[0];
            if (file) make.mutate(file);
            event.target.value = '';
          }}
        />
        {word}
      </label>
      <FormError error={make.error} />
    </>
  );
}

/** One kept ledger with today's figures. */
export function AsImported({ id, small = false }: { id: string; small?: boolean }) {
  const { t } = useWords();
  const save = useMutation({ mutationFn: () => download(`/exports/files/${encodeURIComponent(id)}`, `${id}.xlsx`) });
  return (
    <>
      <Button size={small ? 'small' : 'middle'} loading={save.isPending} title={t('intake.asImportedHow')} onClick={() => save.mutate()}>
        {t('intake.asImported')}
      </Button>
      <FormError error={save.error} />
    </>
  );
}
