// The time axis: days to pixels and back, and what to write above them at each zoom.

import { dayOf, dayOfParts, isoOf, monthName, partsOf, type Day } from '../format/dates';
import type { Lang } from '../format/lang';

export interface Axis {
  /** First and last day shown. */
  from: Day;
  to: Day;
  /** Pixels per day. */
  scale: number;
}

export interface Tick {
  from: Day;
  to: Day;
  label: string;
}

export interface Ticks {
  upper: Tick[];
  lower: Tick[];
}

export const SCALE_MIN = 0.06;
export const SCALE_MAX = 14;
const SPAN_DAYS_MAX = 60 * 366;

/** Named zooms, in pixels per day: what a screen shows is roughly a decade, some years, a year, a quarter. */
export const ZOOMS = { decade: 0.18, years: 0.55, year: 1.6, quarter: 5.5 } as const;
export type Zoom = keyof typeof ZOOMS;

/** The scale of a wall nobody has zoomed: some years, or the whole span where there is room. */
export function ownScale(span: readonly string[], room: number, unit: number): number {
  const { first, last } = ends(span);
  const fit = room / Math.max(90, last - first + 120);
  return clampScale(Math.min(ZOOMS.year * unit, Math.max(ZOOMS.years * unit, fit)));
}

/** An axis from the first of a quarter to the last of one, with room for labels at the end. */
export function axisOf(span: readonly string[], scale: number): Axis {
  const days = ends(span);
  const first = partsOf(days.first);
  const quarter = Math.floor((first.month - 1) / 3) * 3 + 1;
  const from = dayOfParts(first.year, quarter);
  const last = Math.min(days.last + Math.ceil(60 / scale), from + SPAN_DAYS_MAX);
  const end = partsOf(last);
  const to = dayOfParts(end.year, Math.floor((end.month - 1) / 3) * 3 + 4) - 1;
  return { from, to: Math.max(to, from + 90), scale };
}

/** First and last day of a span; a wall without dates shows the years around 2000 and is empty. */
function ends(span: readonly string[]): { first: Day; last: Day } {
  const first = dayOf(span[0] ?? '2000-01-01');
  return { first, last: Math.max(first, dayOf(span[1] ?? span[0] ?? '2000-12-31')) };
}

export function xOf(axis: Axis, day: Day): number {
  return (day - axis.from) * axis.scale;
}

/** The right edge of a day: a bar that ends on a day covers it. */
export function xAfter(axis: Axis, day: Day): number {
  return (day + 1 - axis.from) * axis.scale;
}

export function dayAt(axis: Axis, x: number): Day {
  return Math.floor(x / axis.scale) + axis.from;
}

export function axisWidth(axis: Axis): number {
  return (axis.to + 1 - axis.from) * axis.scale;
}

export function clampScale(scale: number): number {
  return Math.min(SCALE_MAX, Math.max(SCALE_MIN, scale));
}

/** The labels between two days. `unit` is the type's size relative to the ordinary wall. */
export function ticksOf(axis: Axis, from: Day, to: Day, lang: Lang, unit: number): Ticks {
  const month = (axis.scale * 30.4) / unit;
  if (month >= 84) return { upper: months(from, to, lang, 'full'), lower: tenDays(from, to) };
  if (month >= 27) return { upper: years(from, to, lang), lower: months(from, to, lang, 'name') };
  if (month >= 15) return { upper: years(from, to, lang), lower: months(from, to, lang, 'number') };
  if (month >= 8) return { upper: years(from, to, lang), lower: quarters(from, to, lang) };
  return { upper: years(from, to, month < 3.2 ? 'en' : lang), lower: halves(from, to, lang, month) };
}

/** Days on which a half-year or a year begins: the lines of the wall. */
export function boundaries(from: Day, to: Day): { day: Day; year: boolean }[] {
  const result = [];
  for (let year = partsOf(from).year; year <= partsOf(to).year + 1; year++) {
    for (const month of [1, 7]) {
      const day = dayOfParts(year, month);
      if (day >= from && day <= to + 1) result.push({ day, year: month === 1 });
    }
  }
  return result;
}

function years(from: Day, to: Day, lang: Lang): Tick[] {
  const result = [];
  for (let year = partsOf(from).year; year <= partsOf(to).year; year++) {
    const label = lang === 'zh' ? `${year}年` : String(year);
    result.push({ from: dayOfParts(year, 1), to: dayOfParts(year, 12, 31), label });
  }
  return result;
}

function monthSpans(from: Day, to: Day, months: number): { from: Day; to: Day }[] {
  const result = [];
  const start = partsOf(from);
  let month = Math.floor((start.month - 1) / months) * months + 1;
  let year = start.year;
  while (dayOfParts(year, month) <= to) {
    result.push({ from: dayOfParts(year, month), to: dayOfParts(year, month + months) - 1 });
    month += months;
    if (month > 12) {
      month -= 12;
      year += 1;
    }
  }
  return result;
}

function months(from: Day, to: Day, lang: Lang, style: 'full' | 'name' | 'number'): Tick[] {
  return monthSpans(from, to, 1).map((span) => {
    const { year, month } = partsOf(span.from);
    const name = monthName(month, lang);
    const full = lang === 'zh' ? `${year}年${name}` : `${name} ${year}`;
    return { ...span, label: { full, name, number: String(month) }[style] };
  });
}

function quarters(from: Day, to: Day, lang: Lang): Tick[] {
  return monthSpans(from, to, 3).map((span) => {
    const quarter = Math.ceil(partsOf(span.from).month / 3);
    return { ...span, label: lang === 'zh' ? `${quarter}季` : `Q${quarter}` };
  });
}

function halves(from: Day, to: Day, lang: Lang, month: number): Tick[] {
  if (month < 4.4) return monthSpans(from, to, 6).map((span) => ({ ...span, label: '' }));
  return monthSpans(from, to, 6).map((span) => {
    const first = partsOf(span.from).month === 1;
    return { ...span, label: lang === 'zh' ? (first ? '上' : '下') : first ? 'H1' : 'H2' };
  });
}

// 旬: the month in three, as offices count.
function tenDays(from: Day, to: Day): Tick[] {
  return monthSpans(from, to, 1).flatMap((span) =>
    [0, 10, 20].map((offset) => ({
      from: span.from + offset,
      to: offset === 20 ? span.to : span.from + offset + 9,
      label: String(Number(isoOf(span.from + offset).slice(8))),
    })),
  );
}
