// Where the mapping comes from, and what has changed in the layout since it was kept.

import type { Intake } from '../api/types';
import { useWords } from '../words';

const ORIGINS = ['guessed', 'kept', 'adapted', 'corrected'] as const;
const CHANGES = ['new', 'gone', 'renamed', 'moved'] as const;

/** Changes shown one by one; a layout with more of them is another layout. */
const SHOWN = 12;

export function LayoutChanges({ intake }: { intake: Intake }) {
  const { t } = useWords();
  const origin = ORIGINS.find((one) => one === intake.origin) ?? 'guessed';
  const changes = intake.layout_changes;
  const several = new Set(changes.map((one) => one.sheet)).size > 1;
  return (
    <>
      <p className="quiet-note">{t(`intake.origins.${origin}`)}</p>
      {changes.length > 0 && (
        <details className="layout-changes" open>
          <summary>{t('intake.layoutChanged', { count: changes.length })}</summary>
          <ul>
            {changes.slice(0, SHOWN).map((one, index) => {
              const kind = CHANGES.find((known) => known === one.change) ?? 'new';
              const place = { header: one.header, before: one.before ?? '', column: one.column ?? '' };
              return (
                <li key={index}>
                  {several && <small>{one.sheet} </small>}
                  {t(`intake.layout.${kind}`, place)}
                </li>
              );
            })}
          </ul>
          {changes.length > SHOWN && <p>{t('intake.layoutMore', { count: changes.length - SHOWN })}</p>}
        </details>
      )}
    </>
  );
}
