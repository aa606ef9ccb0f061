// The course of an enterprise's months: output as bars, the same month of last year as a line
// across each, electricity as a thin line on its own scale. The table below says it in figures.

import type { MonthTold } from '../api/types';
import { monthOf } from '../format/dates';
import { money } from '../format/figures';
import { useWords } from '../words';
import { power } from './figures';

const WIDTH = 1180;
const HEIGHT = 220;
const PAD = { left: 76, right: 84, top: 26, bottom: 26 };

export function MonthCourse({ months, label }: { months: readonly MonthTold[]; label: string }) {
  const { t, lang } = useWords();
  const outputs = months.map((own) => own.output_fen ?? 0);
  const powers = months.map((own) => own.electricity_kwh);
  const most = Math.max(1, ...outputs);
  const mostPower = Math.max(1, ...powers.map((own) => own ?? 0));
  const inside = HEIGHT - PAD.top - PAD.bottom;
  const slot = (WIDTH - PAD.left - PAD.right) / months.length;
  const x = (at: number) => PAD.left + at * slot;
  const y = (share: number) => HEIGHT - PAD.bottom - share * inside;
  const index = new Map(months.map((own, at) => [own.month, at]));
  const line = powers.map((own, at) => (own === null ? '' : `${at === 0 || powers[at - 1] === null ? 'M' : 'L'}${(x(at) + slot / 2).toFixed(1)} ${y(own / mostPower).toFixed(1)}`)).join('');
  return (
    <svg className="course firm-course" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {[0, 0.5, 1].map((share) => (
        <g key={share}>
          <line x1={PAD.left} x2={WIDTH - PAD.right} y1={y(share)} y2={y(share)} stroke="#dfe4ea" />
          <text x={PAD.left - 6} y={y(share) + 4} textAnchor="end">
            {money(most * share, lang)}
          </text>
          <text x={WIDTH - PAD.right + 6} y={y(share) + 4} fill="#9a6a00">
            {Math.round((mostPower * share) / (lang === 'zh' ? 10_000 : 1_000))}
          </text>
        </g>
      ))}
      <text x={PAD.left - 6} y={14} textAnchor="end">
        {t('firms.figures.output_fen')}
      </text>
      <text x={WIDTH - PAD.right + 6} y={14} fill="#9a6a00">
        {t('firms.powerAxis')}
      </text>
      {months.map((own, at) => {
        const before = yearBefore(own.month);
        const base = index.get(before);
        const last = base === undefined ? undefined : outputs[base];
        const height = y(0) - y((outputs[at] ?? 0) / most);
        const [year, month] = own.month.split('-');
        return (
          <g key={own.month}>
            <rect x={x(at) + slot * 0.18} y={y(0) - height} width={slot * 0.64} height={height} fill="#7c9cc4" />
            {last !== undefined && <line x1={x(at) + slot * 0.08} x2={x(at) + slot * 0.92} y1={y(last / most)} y2={y(last / most)} stroke="#12365f" strokeWidth="2" />}
            <text x={x(at) + slot / 2} y={HEIGHT - 8} textAnchor="middle">
              {at === 0 || month === '01' ? `${year}/${Number(month)}` : Number(month)}
            </text>
            <title>{`${monthOf(own.month, lang)}: ${money(own.output_fen, lang)} · ${power(own.electricity_kwh, lang)}`}</title>
          </g>
        );
      })}
      <path d={line} fill="none" stroke="#c08a12" strokeWidth="1.8" />
    </svg>
  );
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}
