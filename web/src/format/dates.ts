// Civil dates as day numbers. A wall has no clock and no time zone: 2026-05-18 is a square on it.

import type { Lang } from './lang';

export type Day = number;

const PER_DAY = 86_400_000;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** Days since 1970-01-01; NaN for what is not a date. */
export function dayOf(iso: string): Day {
  const [year, month, day] = iso.split('-').map(Number);
  return Date.UTC(year ?? NaN, (month ?? NaN) - 1, day ?? 1) / PER_DAY;
}

export function dayOfParts(year: number, month: number, day = 1): Day {
  return Date.UTC(year, month - 1, day) / PER_DAY;
}

export function partsOf(day: Day): { year: number; month: number; day: number } {
  const date = new Date(day * PER_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export function isoOf(day: Day): string {
  return new Date(day * PER_DAY).toISOString().slice(0, 10);
}

/** 5月18日 / 18 May: where the year is clear from the place. */
export function shortDate(iso: string | null | undefined, lang: Lang): string {
  if (!iso) return '—';
  const { month, day } = partsOf(dayOf(iso));
  return lang === 'zh' ? `${month}月${day}日` : `${day} ${MONTHS[month - 1]}`;
}

export function monthName(month: number, lang: Lang): string {
  return lang === 'zh' ? `${month}月` : (MONTHS[month - 1] ?? '');
}

/** 2026年5月 / May 2026, from 2026-05 or a full date. */
export function monthOf(text: string | null | undefined, lang: Lang): string {
  if (!text) return '—';
  const [year, month] = text.split('-').map(Number);
  if (!year || !month) return text;
  return lang === 'zh' ? `${year}年${month}月` : `${MONTHS[month - 1]} ${year}`;
}

/** A moment with date and minutes on the reader's clock: 2026-05-18 09:31. */
export function moment(text: string | null | undefined): string {
  if (!text) return '—';
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) return text;
  const two = (n: number) => String(n).padStart(2, '0');
  return (
    `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ` +
    `${two(at.getHours())}:${two(at.getMinutes())}`
  );
}
