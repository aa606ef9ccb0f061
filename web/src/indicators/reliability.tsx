// What was said against what happened: on the line it is as said, below it too hopeful.

import type { ScoreBin } from '../api/types';
import { percent } from '../format/figures';
import { useWords } from '../words';

const SIDE = 220;
const EDGE = 34;

/** Area of a dot grows with how many chances it stands for. */
export function dotRadius(count: number, most: number): number {
  return 4 + 8 * Math.sqrt(count / Math.max(1, most));
}

export function Reliability({ bins }: { bins: readonly ScoreBin[] }) {
  const { t } = useWords();
  const most = Math.max(...bins.map((bin) => bin.count));
  const across = (share: number) => EDGE + (share / 10_000) * SIDE;
  const up = (share: number) => 12 + SIDE - (share / 10_000) * SIDE;
  const ticks = [0, 2500, 5000, 7500, 10_000];
  return (
    <svg
      className="reliability"
      viewBox={`0 0 ${EDGE + SIDE + 20} ${SIDE + 52}`}
      role="img"
      aria-label={bins.map((bin) => t('honesty.bin', { said: percent(bin.said), happened: percent(bin.happened), count: bin.count })).join('; ')}
    >
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1={across(0)} x2={across(10_000)} y1={up(tick)} y2={up(tick)} className="grid" />
          <text x={EDGE - 6} y={up(tick) + 4} textAnchor="end">
            {tick / 100}
          </text>
          <text x={across(tick)} y={SIDE + 28} textAnchor="middle">
            {tick / 100}
          </text>
        </g>
      ))}
      <line x1={across(0)} y1={up(0)} x2={across(10_000)} y2={up(10_000)} className="even" />
      {bins.map((bin) => (
        <circle key={bin.said} cx={across(bin.said)} cy={up(bin.happened)} r={dotRadius(bin.count, most)}>
          <title>{t('honesty.bin', { said: percent(bin.said), happened: percent(bin.happened), count: bin.count })}</title>
        </circle>
      ))}
      <text x={across(5000)} y={SIDE + 46} textAnchor="middle">
        {t('honesty.axis')}
      </text>
    </svg>
  );
}
