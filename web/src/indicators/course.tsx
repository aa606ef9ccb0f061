// The months reported against what the adopted plan wanted by each, and where the year may end.

import type { IndicatorSheet, MonthFigure } from '../api/types';
import { useSize } from '../app/useSize';
import { useWords } from '../words';

const HEIGHT = 220;
/** What the number of a year takes, with a gap. */
const YEAR_WIDE = 40;
/** Narrower than this nothing is told apart any more. */
const NARROWEST = 280;
const PAD = { left: 56, right: 12, top: 12, bottom: 28 };

/** Months from the last one known to December. */
export function monthsLeft(month: string | undefined): number {
  return month ? 12 - Number(month.slice(5)) : 0;
}

interface Props {
  months: readonly MonthFigure[];
  /** The figures begin anew each year, so that the line does too. */
  adds: boolean;
  label: string;
  /** How the year may end. */
  end: IndicatorSheet['year_end'];
  target: string | null | undefined;
}

export function Course(props: Props) {
  // Drawn at the width it is shown at: letters keep their size on a phone.
  const [box, { width }] = useSize<HTMLDivElement>();
  return (
    <div ref={box} className="course">
      {width > 0 && <Drawn {...props} width={Math.max(NARROWEST, width)} />}
    </div>
  );
}

function Drawn({ months, adds, label, end, target, width }: Props & { width: number }) {
  const { t } = useWords();
  const done = months.map((own) => Number(own.value));
  const planned = months.map((own) => (own.planned === null ? null : Number(own.planned)));
  const left = end ? monthsLeft(months[months.length - 1]?.month) : 0;
  const goal = target ? Number(target) : null;
  const ends = end && left > 0 ? [Number(end.low), Number(end.mean), Number(end.high)] : [];
  const all = [...done, ...planned.filter((own) => own !== null), ...ends, ...(goal === null ? [] : [goal])];
  const low = Math.min(0, ...all);
  const high = Math.max(...all, low + 1e-9);
  const x = (at: number) => PAD.left + (at * (width - PAD.left - PAD.right)) / (months.length - 1 + left);
  const december = x(months.length - 1 + left);
  const y = (value: number) => HEIGHT - PAD.bottom - ((value - low) / (high - low)) * (HEIGHT - PAD.top - PAD.bottom);
  const begins = (at: number) => at === 0 || (adds && yearOf(months[at]) !== yearOf(months[at - 1]));
  const line = (values: readonly (number | null)[]) =>
    values.map((value, at) => (value === null ? '' : `${begins(at) || values[at - 1] === null ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)).join('');
  const years = months.flatMap((own, at) => (yearOf(own) === yearOf(months[at - 1]) ? [] : [at]));
  const every = Math.ceil((years.length * YEAR_WIDE) / (width - PAD.left - PAD.right));
  const ticks = [low, low + (high - low) / 2, high];
  return (
    <svg viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={PAD.left} x2={width - PAD.right} y1={y(tick)} y2={y(tick)} stroke="#dfe4ea" />
          <text x={PAD.left - 6} y={y(tick) + 4} textAnchor="end">
            {Math.round(tick * 10) / 10}
          </text>
        </g>
      ))}
      {years.map(
        (at, nth) =>
          nth % every === 0 && (
            <text key={at} x={x(at)} y={HEIGHT - 8} textAnchor="middle">
              {yearOf(months[at])}
            </text>
          ),
      )}
      {goal !== null && (
        <g>
          <line x1={x(lastYearBegins(months))} x2={december} y1={y(goal)} y2={y(goal)} stroke="#b07a10" strokeDasharray="2 3" strokeWidth="1.5" />
          <text x={x(lastYearBegins(months)) + 4} y={y(goal) + 14} className="target">
            {t('indicators.targetLine', { value: target })}
          </text>
        </g>
      )}
      {end && ends.length > 0 && (
        <g stroke="#12509b">
          <path d={`M${x(months.length - 1).toFixed(1)} ${y(done[done.length - 1] ?? 0).toFixed(1)}L${december.toFixed(1)} ${y(Number(end.mean)).toFixed(1)}`} fill="none" strokeDasharray="5 4" strokeWidth="1.6" />
          <line x1={december} x2={december} y1={y(Number(end.low))} y2={y(Number(end.high))} strokeWidth="7" strokeOpacity="0.35" />
          <circle cx={december} cy={y(Number(end.mean))} r="3" fill="#12509b">
            <title>{t('indicators.yearEnd', { year: months[months.length - 1]?.month.slice(0, 4), mean: end.mean, low: end.low, high: end.high })}</title>
          </circle>
        </g>
      )}
      <path d={line(planned)} fill="none" stroke="#7d8896" strokeDasharray="5 4" strokeWidth="1.5" />
      <path d={line(done)} fill="none" stroke="#12509b" strokeWidth="2.2" />
      {months.map((own, at) => (
        <circle key={own.month} cx={x(at)} cy={y(done[at] ?? 0)} r={own.state === 'final' ? 2.6 : 3.4} fill={own.state === 'final' ? '#12509b' : '#fff'} stroke="#12509b">
          <title>{`${own.month}: ${own.value}${own.planned === null ? '' : ` / ${t('indicators.planned')} ${own.planned}`}`}</title>
        </circle>
      ))}
    </svg>
  );
}

function yearOf(own: MonthFigure | undefined): string | undefined {
  return own?.month.slice(0, 4);
}

/** Where the last year's months begin. */
function lastYearBegins(months: readonly MonthFigure[]): number {
  const year = yearOf(months[months.length - 1]);
  return Math.max(
    0,
    months.findIndex((own) => yearOf(own) === year),
  );
}
