// Each unit's share of the year's increase: last year's figure of the same month, what each unit
// gained or lost, this year's.

import type { SeriesRow } from '../api/types';
import { decimal, signed } from '../format/figures';
import { say } from '../format/lang';
import { useWords } from '../words';

/** A bar of the drawing: where it begins and ends, in the indicator's measure. */
export interface Fall {
  name: string;
  from: number;
  to: number;
  /** What it adds; of the two totals none. */
  adds: string | null;
}

const WIDTH = 760;
const BAR = 22;
const GAP = 8;
const NAME = 190;
const FIGURE = 84;

/** The bars, or none where units have no increase to tell. `names`: last year, this year, others. */
export function falls(rows: readonly SeriesRow[], names: readonly [string, string, string], name: (row: SeriesRow) => string): Fall[] {
  const whole = rows[0];
  const units = rows.slice(1).filter((row) => row.pull?.increase && row.month === whole?.month);
  if (!whole?.done || units.length === 0) return [];
  const now = Number(whole.done);
  const [year, month] = (whole.month ?? '').split('-');
  const then = whole.months.find((own) => own.month === `${Number(year) - 1}-${month}`);
  if (!then) return [];
  const before = Number(then.value);
  const bars: Fall[] = [{ name: names[0], from: 0, to: before, adds: null }];
  let at = before;
  for (const row of [...units].sort((a, b) => Number(b.pull?.increase) - Number(a.pull?.increase))) {
    const by = Number(row.pull?.increase);
    bars.push({ name: name(row), from: at, to: at + by, adds: row.pull?.increase ?? null });
    at += by;
  }
  const rest = now - at;
  if (Math.abs(rest) > 1e-6 * Math.max(1, Math.abs(now))) {
    bars.push({ name: names[2], from: at, to: now, adds: rest.toFixed(2) });
  }
  bars.push({ name: names[1], from: 0, to: now, adds: null });
  return bars;
}

export function Waterfall({ rows }: { rows: readonly SeriesRow[] }) {
  const { t, lang } = useWords();
  const names = [t('definition.lastYear'), t('definition.thisYear'), t('definition.others')] as const;
  const bars = falls(rows, names, (row) => say(row.name, lang));
  const [first, last] = [bars[0], bars[bars.length - 1]];
  if (!first || !last) return null;
  const ends = bars.flatMap((bar) => [bar.from, bar.to]);
  // The totals are long and the steps short: the axis begins a little below the lowest step.
  const steps = bars.filter((bar) => bar.adds !== null).flatMap((bar) => [bar.from, bar.to]);
  const high = Math.max(...ends);
  const lowest = Math.min(...steps);
  const low = lowest > 0 ? Math.max(0, lowest - (high - lowest) * 0.6) : Math.min(0, lowest);
  const x = (value: number) => NAME + ((Math.max(value, low) - low) / (high - low || 1)) * (WIDTH - NAME - FIGURE);
  const height = bars.length * (BAR + GAP);
  const words = t('definition.waterfallHow', { from: decimal(String(first.to)), to: decimal(String(last.to)) });
  return (
    <section>
      <h2>{t('definition.waterfall')}</h2>
      <p className="quiet-note">{words}</p>
      <svg className="waterfall" viewBox={`0 0 ${WIDTH} ${height}`} role="img" aria-label={words}>
        {bars.map((bar, at) => {
          const y = at * (BAR + GAP);
          const [left, right] = [x(Math.min(bar.from, bar.to)), x(Math.max(bar.from, bar.to))];
          const kind = bar.adds === null ? 'total' : bar.to < bar.from ? 'down' : 'up';
          return (
            <g key={bar.name} className={kind}>
              <text x={NAME - 10} y={y + 16} textAnchor="end">
                {bar.name}
              </text>
              <rect x={left} y={y} width={Math.max(1.5, right - left)} height={BAR} />
              {at + 1 < bars.length && <line x1={x(bar.to)} x2={x(bar.to)} y1={y + BAR} y2={y + BAR + GAP} />}
              <text x={right + 6} y={y + 16}>
                {bar.adds === null ? decimal(String(bar.to)) : signed(bar.adds)}
              </text>
            </g>
          );
        })}
      </svg>
    </section>
  );
}
