// Figures of an enterprise's month as they are typed and shown: output and orders in 万元,
// electricity in 万千瓦时, capacity in percent; kept as whole fen, kWh and basis points.

import type { FigureKind } from '../api/types';
import type { Lang } from '../format/lang';
import { gapFigure, grouped } from '../format/figures';

export const FIGURES: readonly FigureKind[] = ['output_fen', 'orders_fen', 'electricity_kwh', 'capacity_use'];

/** How many of the kept unit one typed unit is. */
const PER: Record<FigureKind, number> = { output_fen: 1_000_000, orders_fen: 1_000_000, electricity_kwh: 10_000, capacity_use: 100 };

/**
 * What was typed, in the kept unit; null where nothing was typed, undefined where it is no
 * figure. Digits are moved, never multiplied: 0.29 万元 is 290000 fen, not 289999.
 */
export function kept(kind: FigureKind, typed: string): number | null | undefined {
  const text = typed
    .trim()
    .replace(/[０-９．]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[,，\s]/g, '')
    .replace(/%$/, '');
  if (text === '') return null;
  const match = /^(\d{1,12})(?:\.(\d*))?$/.exec(text);
  if (!match) return undefined;
  const zeros = String(PER[kind]).length - 1;
  const [, whole = '0', rest = ''] = match;
  const digits = rest.slice(0, zeros).padEnd(zeros, '0');
  const up = Number(rest[zeros] ?? '0') >= 5 ? 1 : 0;
  const value = Number(whole + digits) + up;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** A kept figure as it is typed: 125.05. */
export function typed(kind: FigureKind, value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  return String(value / PER[kind]);
}

/** Electricity: 41.2 万千瓦时 / 412,000 kWh. */
export function power(kwh: number | null | undefined, lang: Lang): string {
  if (kwh === null || kwh === undefined) return '—';
  if (lang === 'en') return `${grouped(kwh)} kWh`;
  return kwh >= 10_000 ? `${(kwh / 10_000).toFixed(1)} 万千瓦时` : `${grouped(kwh)} 千瓦时`;
}

/** Growth with its sign: −22.1%. */
export function growth(basisPoints: number | null | undefined): string {
  return basisPoints === null || basisPoints === undefined ? '—' : `${gapFigure(basisPoints)}%`;
}

/** A mean in hundredths: 433 is 4.33. */
export function mean(hundredths: number | null | undefined): string {
  return hundredths === null || hundredths === undefined ? '—' : (hundredths / 100).toFixed(2);
}
