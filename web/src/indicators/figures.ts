// From a table that was looked at to the command that records it.

import type { FigureView, TargetView } from '../api/types';

/** 2026-04. */
export function monthText({ year, month }: { year: number; month: number }): string {
  return `${year}-${String(month).padStart(2, '0')}`;
}

interface ReportedValue {
  unit: string | null;
  year: number;
  month: number;
  value: string;
  state: string;
  numerator?: string;
  denominator?: string;
}

/** Values by indicator, in the order of the table; of a ratio with what it is computed from. */
export function reportsOf(figures: readonly FigureView[]) {
  const reports = new Map<string, ReportedValue[]>();
  for (const own of figures) {
    const values = reports.get(own.indicator) ?? [];
    const { unit, year, month, value, state } = own;
    values.push({ unit, year, month, value, state, ...(own.parts ?? {}) });
    reports.set(own.indicator, values);
  }
  return [...reports].map(([id, values]) => ({ id, values }));
}

/** Targets, set by a document that holds from a date. */
export function targetsOf(targets: readonly TargetView[], document: string, effective_on: string) {
  return targets.map((own) => ({ id: own.indicator, unit: own.unit, year: own.year, target: own.value, document, effective_on }));
}
