import type { RequestRow } from '../api/types';
import type { T } from '../words';

/** Working days left or late; an answer has stopped the clock. */
export function daysText(row: Pick<RequestRow, 'state' | 'days_late'>, t: T): string {
  const late = row.days_late;
  const withUnit = row.state === 'open' || row.state === 'reopened';
  if (!withUnit) return late > 0 ? t('requests.answeredLate', { count: late }) : t('requests.inTime');
  if (late > 0) return t('items.lateBy', { count: late });
  return late === 0 ? t('items.dueToday') : t('items.leftDays', { count: -late });
}

/** A share with what it is counted from, and that the count is small: 3/4 (样本少). */
export function share(part: number, whole: number, few: boolean, t: T): string {
  if (whole === 0) return '—';
  const percent = Math.round((part * 100) / whole);
  return few ? `${part}/${whole} ${t('requests.few')}` : `${percent}% (${part}/${whole})`;
}
