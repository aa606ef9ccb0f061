// 急需处理: what to attack first, over all rows that are shown; most days at stake on top.

import type { Need, WallRow } from '../api/types';
import { days } from '../format/figures';
import { say } from '../format/lang';
import { LightShape } from '../light/lightMark';
import { lightWord } from '../light/light';
import { useWords } from '../words';

const SHOWN_MAX = 40;

interface Urgent {
  row: WallRow;
  need: Need;
  others: number;
}

/** One entry for each project: its most urgent need. Rows already put theirs in order. */
export function urgent(rows: readonly WallRow[]): Urgent[] {
  return rows
    .flatMap((row) => {
      const need = row.needs[0];
      return need ? [{ row, need, others: row.needs.length - 1 }] : [];
    })
    .sort((a, b) => b.need.days - a.need.days || a.row.no - b.row.no);
}

export function Attention({
  rows,
  open,
}: {
  rows: readonly WallRow[];
  open: (id: string) => void;
}) {
  const { t, lang } = useWords();
  const all = urgent(rows);
  const shown = all.slice(0, SHOWN_MAX);
  return (
    <section className="attention" aria-labelledby="attention-title">
      <h2 id="attention-title">
        {t('wall.needs')} <b>{all.length}</b>
      </h2>
      {all.length === 0 && <p className="quiet-note">{t('wall.needsNone')}</p>}
      <ol>
        {shown.map(({ row, need, others }, index) => (
          <li key={row.id}>
            <button type="button" onClick={() => open(row.id)}>
              <span className="attention-no">{index + 1}</span>
              <span className="attention-body">
                <span className="attention-name">
                  {need.days !== 0 && (
                    <span className={need.days > 0 ? 'attention-days late' : 'attention-days'}>
                      {days(need.days, lang)}
                    </span>
                  )}
                  <LightShape colour={row.light.colour} size={12} />
                  <span className="sr">{lightWord(row.light.colour, lang)}</span>
                  {row.name}
                </span>
                <span className="attention-need">{say(need.text, lang)}</span>
                <span className="attention-who">
                  <span>{[row.unit?.name, row.sponsor].filter(Boolean).join(' · ')}</span>
                  {others > 0 && <span>{t('wall.needsMore', { count: others })}</span>}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {all.length > shown.length && (
        <p className="quiet-note">{t('wall.needsMore', { count: all.length - shown.length })}</p>
      )}
    </section>
  );
}
