import type { Directives } from '../api/types';
import { useWords } from '../words';

/** What was repaired before anything was read; what is unsure is to be looked at. */
export function Repairs({ found }: { found: Directives }) {
  const { t } = useWords();
  const unsure = found.repairs.filter((repair) => !repair.sure);
  const shown = [...unsure, ...found.repairs.filter((repair) => repair.sure)];
  if (found.repairs_total === 0) return <p className="quiet-note">{t('items.words.clean')}</p>;
  return (
    <details className="repairs" open={unsure.length > 0}>
      <summary>{t('items.words.repaired', { count: found.repairs_total, unsure: unsure.length })}</summary>
      <ul>
        {shown.map((repair, at) => (
          <li key={at} className={repair.sure ? undefined : 'unsure'}>
            <span>{t('items.words.place', { line: repair.line })}</span>
            <del>{repair.found}</del>
            <ins>{repair.put || '∅'}</ins>
            <small>
              {t(`items.words.damage.${repair.damage as 'pinyin'}`)}
              {!repair.sure && ` · ${t('items.words.unsure')}`}
              {!repair.sure && repair.others.length > 0 && ` · ${repair.others.join(' / ')}`}
            </small>
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('items.words.full')}</summary>
        <pre>{found.text}</pre>
      </details>
    </details>
  );
}
