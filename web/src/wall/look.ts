// Sizes and colours of the wall: three densities, columns by the width there is.

import type { Lang } from '../format/lang';

export type Density = 'dense' | 'regular' | 'big';

export interface Metrics {
  row: number;
  /** Size of type and columns relative to the ordinary wall. */
  unit: number;
  font: number;
  small: number;
  leading: number;
  head: number;
}

export const METRICS: Record<Density, Metrics> = {
  dense: { row: 28, unit: 0.92, font: 12, small: 11, leading: 13, head: 40 },
  regular: { row: 40, unit: 1, font: 13, small: 12, leading: 16, head: 46 },
  big: { row: 64, unit: 1.6, font: 21, small: 19, leading: 26, head: 72 },
};

export type ColumnKey = 'no' | 'name' | 'unit' | 'stage' | 'light' | 'money';

export interface Column {
  key: ColumnKey;
  x: number;
  width: number;
}

export interface Look {
  density: Density;
  metrics: Metrics;
  columns: Column[];
  left: number;
}

const WIDTHS: Record<ColumnKey, Record<Lang, number>> = {
  no: { zh: 40, en: 40 },
  name: { zh: 196, en: 208 },
  unit: { zh: 92, en: 112 },
  stage: { zh: 58, en: 70 },
  light: { zh: 70, en: 84 },
  money: { zh: 118, en: 116 },
};

const WIDE: ColumnKey[] = ['no', 'name', 'unit', 'stage', 'light', 'money'];
const MIDDLE: ColumnKey[] = ['no', 'name', 'unit', 'light', 'money'];
const FEW: ColumnKey[] = ['no', 'name', 'light', 'money'];
const NARROW: ColumnKey[] = ['name', 'light'];
const NARROW_WIDTHS: Partial<Record<ColumnKey, Record<Lang, number>>> = {
  name: { zh: 130, en: 122 },
  light: { zh: 40, en: 64 },
};

/** Columns for a wall of this width. Time keeps at least two fifths of it. */
export function lookFor(width: number, density: Density, lang: Lang): Look {
  const metrics = METRICS[density];
  const room = width * 0.62;
  const total = (keys: ColumnKey[]) =>
    keys.reduce((sum, key) => sum + Math.round(WIDTHS[key][lang] * metrics.unit), 0);
  const keys = [WIDE, MIDDLE, FEW].find((some) => total(some) <= room) ?? NARROW;
  let x = 0;
  const columns = keys.map((key) => {
    const own = keys === NARROW ? NARROW_WIDTHS[key]?.[lang] : undefined;
    const column = { key, x, width: Math.round((own ?? WIDTHS[key][lang]) * metrics.unit) };
    x += column.width;
    return column;
  });
  return { density, metrics, columns, left: x };
}

/** A big screen gets big type unless somebody chose otherwise. */
export function densityFor(width: number): Density {
  return width >= 2560 ? 'big' : 'regular';
}

export const PAINT = {
  paper: '#ffffff',
  band: '#f4f6f9',
  hover: '#eef3fa',
  active: '#e2ecf8',
  group: '#e9edf2',
  ink: '#1a2430',
  muted: '#56616f',
  faint: '#66717f',
  rule: '#e4e8ed',
  ruleStrong: '#b9c2cd',
  half: '#ccd4dd',
  accent: '#12509b',
  done: '#4b6a92',
  plan: '#8ea6c6',
  planBack: '#eaf0f7',
  baseline: '#7f8b99',
  float: '#dfe5ec',
  critical: '#1a2430',
  late: '#c9302c',
  lateBack: '#fbe9e8',
  early: '#1f6fc4',
} as const;
