// Shapes of an import: the mapping as crates/exchange keeps it, and the preview.

import type { Place, Problem, Words } from '../api/types';

export interface ColumnMapping {
  column: string;
  header: string;
  target: string;
  unit?: string | null;
  date_order?: string | null;
  confidence: number;
}

export interface SheetMapping {
  sheet: string;
  header_rows: [number, number];
  transposed?: boolean;
  columns: ColumnMapping[];
}

/** What is not shown goes back as it came. */
export interface Mapping {
  version: number;
  layout: string;
  sheets: SheetMapping[];
  defaults?: { nature?: string; year?: number; stages?: Record<string, string> };
  options?: { create_missing?: boolean; effective_on?: string; mark?: string };
}

export type RowClass = 'new' | 'changed' | 'unchanged' | 'disappeared' | 'refused';

export interface Change {
  field: string;
  label?: Words | null;
  old: Words | string | null;
  new: Words | string | null;
  cell?: string | null;
}

export interface PreviewRow {
  class: RowClass;
  name: string;
  code?: string | null;
  sheet?: string | null;
  row?: number | null;
  changes: Change[];
  problems?: RawProblem[];
}

export interface PreviewGroup {
  as_of: string | null;
  counts: Partial<Record<RowClass, number>>;
  rows: PreviewRow[];
}

/** A problem as refusals tell it, or flat as the importer does. */
export interface RawProblem extends Partial<Problem> {
  severity?: 'error' | 'warning';
  what?: Words;
  file?: string | null;
  sheet?: string | null;
  cell?: string | null;
}

export interface Preview {
  file: string;
  groups: PreviewGroup[];
  problems: RawProblem[];
  can_apply: boolean;
  units_to_create?: string[];
  people_to_create?: string[];
}

export interface Intake {
  id: string;
  mapping: Mapping;
  preview: Preview;
}

export interface Applied {
  applied: Partial<Record<string, number>>;
  seq: number;
}

export interface ToldProblem extends Problem {
  severity: 'error' | 'warning';
}

export function told(problem: RawProblem): ToldProblem {
  const place: Place = problem.place ?? {
    file: problem.file,
    sheet: problem.sheet,
    cell: problem.cell,
  };
  return {
    code: problem.code ?? '',
    message: problem.message ?? problem.what ?? { zh: '', en: '' },
    remedy: problem.remedy,
    place,
    severity: problem.severity ?? 'error',
  };
}
