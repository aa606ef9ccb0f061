// Figures as they are typed, exactly: money in 万元, shares in percent. No floating point.

import type { Command } from '../api/types';

export type SubmitReport = Extract<Command, { submit_report: unknown }>['submit_report'];
export type LineInput = SubmitReport['lines'][number];
export type FactInput = NonNullable<LineInput['facts']>[number];

export type ColumnKind = 'money' | 'share' | 'date' | 'text' | 'other';

const FULL = '０１２３４５６７８９．，－％';
const PLAIN = '0123456789.,-%';

/** Digits as they may be pasted: full width, with separators, with a sign of percent. */
function plain(text: string): string {
  const narrow = [...text.trim()].map((sign) => PLAIN[FULL.indexOf(sign)] ?? sign).join('');
  return narrow.replace(/[,\s]/g, '');
}

/** `12.5` scaled by ten to a power, as a whole number; null where it is no such number. */
function scaled(text: string, places: number): number | null {
  const match = /^(-?)(\d{1,12})(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign, whole = '0', rest = ''] = match;
  const digits = rest.replace(/0+$/, '');
  if (digits.length > places) return null;
  const value = Number(whole + digits.padEnd(places, '0'));
  return Number.isSafeInteger(value) ? (sign ? -value : value) : null;
}

/** The value of a typed text; undefined where nothing is typed, null where it cannot be read. */
export function valueOf(kind: ColumnKind, typed: string): FactInput['value'] | undefined | null {
  const text = kind === 'text' ? typed.trim() : plain(typed);
  if (text === '') return undefined;
  switch (kind) {
    case 'money': {
      const fen = scaled(text, 6);
      return fen === null ? null : { money: fen };
    }
    case 'share': {
      const points = scaled(text.replace(/%$/, ''), 2);
      return points === null ? null : { share: points };
    }
    case 'date': {
      const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text);
      if (!match) return null;
      const [, year, month = '', day = ''] = match;
      return { date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` };
    }
    case 'text':
      return { text };
    case 'other':
      return undefined;
  }
}

/** A known number as it would be typed. */
export function typedOf(kind: ColumnKind, number: number | null, shown: string): string {
  if (kind === 'money') return number === null ? '' : shift(number, 6);
  if (kind === 'share') return number === null ? '' : shift(number, 2);
  return shown;
}

function shift(number: number, places: number): string {
  const digits = String(Math.abs(number)).padStart(places + 1, '0');
  const whole = digits.slice(0, -places);
  const rest = digits.slice(-places).replace(/0+$/, '');
  return `${number < 0 ? '-' : ''}${whole}${rest && `.${rest}`}`;
}

/** The sum of typed amounts, as it would be typed; what cannot be read counts as nothing. */
export function sumOf(typed: readonly string[]): string {
  let sum = 0;
  for (const text of typed) {
    const value = valueOf('money', text);
    if (value && typeof value === 'object' && 'money' in value) sum += value.money;
  }
  return typedOf('money', sum, '');
}

/** Cells of a table that was copied from a spreadsheet; null for a single value. */
export function cellsOf(text: string): string[][] | null {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n');
  if (lines.length < 2 && !text.includes('\t')) return null;
  return lines.map((line) => line.split('\t'));
}

/**
 * Where each line of a pasted table goes: by the name of its project where the first column has
 * names, else one below the other from where it was pasted. −1 for a line that fits nowhere.
 */
export function rowsOf(cells: readonly string[][], names: readonly string[], from: number): { rows: number[]; named: boolean } {
  const at = (name: string) => names.indexOf(name.trim());
  const found = cells.filter((line) => at(line[0] ?? '') >= 0).length;
  const named = found > 0 && found * 2 >= cells.length - 1;
  const rows = cells.map((line, index) => (named ? at(line[0] ?? '') : from + index < names.length ? from + index : -1));
  return { rows, named };
}
