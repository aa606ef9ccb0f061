// A row in words: the hover line, and what a screen reader says.

import type { WallRow } from '../api/types';
import { days, gap, moneyPair, percent } from '../format/figures';
import { say, type Lang } from '../format/lang';
import { lightWord } from '../light/light';
import type { T } from '../words';
import { changeLine, type Changes } from './changes';
import { titleOf } from './lines';

export function rowLine(row: WallRow, lang: Lang, t: T, changes?: Changes): string {
  const light = `${lightWord(row.light.colour, lang)}${lang === 'zh' ? '：' : ': '}${say(row.light.reason, lang)}`;
  const change = changeLine(changes?.get(row.id), lang, t);
  return [titleOf(row, lang), light, finishText(row, lang, t), change].filter(Boolean).join(' · ');
}

export function gateLine(
  gate: { name: string; date: string; state: string },
  t: T,
): string {
  const state = gate.state as 'met' | 'due' | 'late';
  return `${gate.name} · ${t(`wall.tip.gate.${state}`, { date: gate.date })}`;
}

export function finishText(row: WallRow, lang: Lang, t: T): string {
  const { bars } = row;
  if (bars.actual_finish) return t('wall.tip.finished', { date: bars.actual_finish });
  if (!bars.forecast_finish) return '';
  const delay = bars.delay_days ?? 0;
  const key = delay > 0 ? 'late' : delay < 0 ? 'early' : 'on';
  return t(`wall.tip.${key}`, {
    date: bars.forecast_finish,
    days: days(Math.abs(delay), lang).replace(/^\+/, ''),
  });
}

/** The cells of a row for the accessible twin, in the order of the columns. */
export function rowCells(row: WallRow, lang: Lang, t: T, changes?: Changes): string[] {
  const { money } = row;
  return [
    String(row.no),
    titleOf(row, lang),
    [row.unit?.name, row.sponsor].filter(Boolean).join(' · ') || '—',
    row.stage ?? '—',
    `${lightWord(row.light.colour, lang)} ${say(row.light.reason, lang)}`,
    `${moneyPair(money.reported_ytd, money.year_plan, lang)} ${percent(money.completion)} ${gap(money.gap, lang)}`,
    [finishText(row, lang, t), changeLine(changes?.get(row.id), lang, t)].filter(Boolean).join(' · ') || '—',
  ];
}
