// Who moved since the other moment, the worst first: beside the wall while it is compared.

import type { Comparison } from '../api/types';
import { percent } from '../format/figures';
import { lightWord } from '../light/light';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';
import { moved, movedWords, type Move } from './changes';

const SHOWN_MAX = 60;

export function ChangeList({
  comparison,
  move,
  open,
}: {
  comparison: Comparison;
  move: Move | undefined;
  open: (id: string) => void;
}) {
  const { t, lang } = useWords();
  const all = moved(comparison.rows, move);
  const shown = all.slice(0, SHOWN_MAX);
  const light = (side: (typeof all)[number]['then']) =>
    side && (
      <span className="light">
        <LightShape colour={side.light} size={12} />
        {lightWord(side.light, lang)}
      </span>
    );
  return (
    <section className="attention" aria-labelledby="changes-title">
      <h2 id="changes-title">
        {t('compare.list')} <b>{all.length}</b>
      </h2>
      {all.length === 0 && <p className="quiet-note">{t('compare.none')}</p>}
      <ol>
        {shown.map((row, index) => (
          <li key={row.id}>
            <button type="button" disabled={!row.now} onClick={() => open(row.id)}>
              <span className="attention-no">{index + 1}</span>
              <span className="attention-body">
                <span className="attention-name">
                  <span className={(row.moved_days ?? 0) > 0 ? 'attention-days late' : 'attention-days'}>
                    {movedWords(row.moved_days, lang, t)}
                  </span>
                  {row.name}
                </span>
                <span className="attention-need change-lights">
                  {row.change === 'new' || row.change === 'gone' ? t(`compare.moves.${row.change}`) : light(row.then)}
                  {row.then && row.now && row.then.light !== row.now.light && <span aria-hidden="true">→</span>}
                  {(!row.then || row.then.light !== row.now?.light) && light(row.now)}
                </span>
                {row.then && row.now && row.then.completion !== row.now.completion && (
                  <span className="attention-who">
                    {t('compare.done', { then: percent(row.then.completion), now: percent(row.now.completion) })}
                  </span>
                )}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {all.length > shown.length && (
        <p className="quiet-note">{t('compare.more', { count: all.length - shown.length })}</p>
      )}
    </section>
  );
}
