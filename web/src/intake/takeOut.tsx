// Out again: today's figures in the very file that came in, a copy to check, forms to fill in.

import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';

import { FormError } from '../app/problems';
import { useWords } from '../words';
import { download } from './download';

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
      </ul>
      <FormError error={save.error} />
    </section>
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
