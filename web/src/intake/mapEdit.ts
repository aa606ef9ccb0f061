// Changing a mapping by hand: what is dropped on a column, swapped, left out.

import type { ColumnMapping, Mapping } from '../api/types';
import { isMoney } from './targets';

export type SheetMapping = Mapping['sheets'][number];

/** Changes one column; what a person has set is certain. */
export function editColumn(mapping: Mapping, sheet: number, column: number, part: Partial<ColumnMapping>): Mapping {
  return {
    ...mapping,
    sheets: mapping.sheets.map((one, at) =>
      at !== sheet
        ? one
        : { ...one, columns: one.columns.map((own, index) => (index === column ? { ...own, ...part, confidence: 100 } : own)) },
    ),
  };
}

/** A column holds a field from now on. A field stands in one column of a sheet: the other lets go. */
export function assign(mapping: Mapping, sheet: number, column: number, target: string): Mapping {
  const columns = mapping.sheets[sheet]?.columns ?? [];
  const unit = isMoney(target) ? (columns[column]?.unit ?? '万元') : null;
  const before = columns.findIndex((own, index) => index !== column && own.target === target);
  const freed = before >= 0 && single(target) ? editColumn(mapping, sheet, before, { target: 'ignore', unit: null }) : mapping;
  return editColumn(freed, sheet, column, { target, unit });
}

/** A field dragged from one column to another: the two change places. */
export function swap(mapping: Mapping, sheet: number, from: number, to: number): Mapping {
  const columns = mapping.sheets[sheet]?.columns ?? [];
  const [a, b] = [columns[from], columns[to]];
  if (!a || !b || from === to) return mapping;
  const half = editColumn(mapping, sheet, to, { target: a.target, unit: a.unit ?? null });
  return editColumn(half, sheet, from, { target: b.target, unit: b.unit ?? null });
}

/** Fields of which a row has one; what is left out may stand in many columns. */
function single(target: string): boolean {
  return target !== 'ignore';
}

export function leaveOut(mapping: Mapping, sheet: string, cell: string): Mapping {
  const place = `${sheet}!${cell}`;
  const now = mapping.options?.leave_out ?? [];
  if (now.includes(place)) return mapping;
  return withOptions(mapping, { leave_out: [...now, place] });
}

export function withOptions(mapping: Mapping, part: Partial<NonNullable<Mapping['options']>>): Mapping {
  return { ...mapping, options: { ...mapping.options, ...part } };
}

/** Column number from 1 by its letters; none for what is no column. */
export function columnNumber(name: string): number | null {
  if (!/^[A-Z]{1,3}$/.test(name)) return null;
  return [...name].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

export function columnName(number: number): string {
  let name = '';
  for (let rest = number; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** Row and column from 1: K7 is [7, 11]. */
export function cellParts(cell: string): [number, number] | null {
  const match = /^([A-Z]{1,3})(\d{1,7})$/.exec(cell);
  const column = columnNumber(match?.[1] ?? '');
  return match && column ? [Number(match[2]), column] : null;
}

/** Whether a sheet can be shown as a grid: its columns are columns. */
export function isGrid(sheet: SheetMapping): boolean {
  return !sheet.transposed && sheet.columns.some((own) => columnNumber(own.column) !== null);
}
