// From a table that was looked at to the command that records it.

import type { FigureView } from '../api/types';

/** 2026-04. */
export function monthText({ year, month }: { year: number; month: number }): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}

/** Values by indicator, in the order of the table. */
export function reportsOf(figures: readonly FigureView[]) {
  const reports = new Map<string, { unit: string | null; year: number; month: number; value: string; state: string }[]>();
  for (const own of figures) {
    const values = reports.get(own.indicator) ?? [];
    values.push({ unit: own.unit, year: own.year, month: own.month, value: own.value, state: own.state });
    reports.set(own.indicator, values);
  }
  return [...reports].map(([id, values]) => ({ id, values }));
}
