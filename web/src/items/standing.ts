// How an item stands, in words: days left or late, and the state as lists show it.

import type { ItemRow } from '../api/types';
import type { T } from '../words';

/** Working days left or late; an answer has stopped the clock. */
export function daysText(row: ItemRow, t: T): string {
  const late = row.days_late;
  const withUnit = row.state === 'assigned' || row.state === 'returned';
  if (!withUnit) return late > 0 ? t('items.answeredLate', { count: late }) : t('items.inTime');
  if (late > 0) return t('items.lateBy', { count: late });
  return late === 0 ? t('items.dueToday') : t('items.leftDays', { count: -late });
}

/** What a glance at the row must not miss. */
export function remarks(row: ItemRow, t: T, word: (words: { zh: string; en: string }) => string): string[] {
  const open = row.state !== 'closed';
  return [
    open && row.extension_asked ? t('items.asked', { date: row.extension_asked }) : '',
    open && row.proposed_word ? t('items.proposed', { step: word(row.proposed_word) }) : '',
    open && row.urged > 0 ? t('items.urged', { count: row.urged }) : '',
  ].filter(Boolean);
}
