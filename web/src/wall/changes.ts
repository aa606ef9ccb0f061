// What changed between two moments of the wall: which kinds a project belongs to, in which order
// people want to hear of it.

import type { ComparedRow, Comparison } from '../api/types';
import { days } from '../format/figures';
import type { Lang } from '../format/lang';
import { lightWord } from '../light/light';
import type { T } from '../words';

export const MOVES = ['worse', 'better', 'slipped', 'earlier', 'new', 'gone'] as const;
export type Move = (typeof MOVES)[number];

export type Changes = ReadonlyMap<string, ComparedRow>;

const cache = new WeakMap<Comparison, Changes>();

/** By project, kept with the answer. */
export function changesOf(comparison: Comparison | undefined): Changes | undefined {
  if (!comparison) return undefined;
  const kept = cache.get(comparison);
  if (kept) return kept;
  const made = new Map(comparison.rows.map((row) => [row.id, row]));
  cache.set(comparison, made);
  return made;
}

export function isMove(row: ComparedRow, move: Move): boolean {
  if (move === 'slipped') return (row.moved_days ?? 0) > 0;
  if (move === 'earlier') return (row.moved_days ?? 0) < 0;
  return row.change === move;
}

const STEPS = ['blue', 'green', 'yellow', 'red'];

/** By how many colours a light fell; above zero is worse. */
function fall(row: ComparedRow): number {
  if (!row.then || !row.now || row.change === 'not_comparable') return 0;
  return STEPS.indexOf(row.now.light) - STEPS.indexOf(row.then.light);
}

/** Everything that moved: the worst first, then the longest slips, what got better last. */
export function moved(rows: readonly ComparedRow[], only: Move | undefined): ComparedRow[] {
  const some = only
    ? rows.filter((row) => isMove(row, only))
    : rows.filter((row) => MOVES.some((move) => isMove(row, move)));
  return [...some].sort(
    (a, b) => fall(b) - fall(a) || (b.moved_days ?? 0) - (a.moved_days ?? 0),
  );
}

/** 推后 23 天 / slipped 23 d; nothing where the forecast held. */
export function movedWords(count: number | null, lang: Lang, t: T): string {
  if (!count) return '';
  const size = days(Math.abs(count), lang).replace(/^\+/, '');
  return t(count > 0 ? 'compare.slippedBy' : 'compare.earlierBy', { days: size });
}

/** One line for the hover and for those who do not see the marks. */
export function changeLine(row: ComparedRow | undefined, lang: Lang, t: T): string {
  if (!row) return '';
  const parts: string[] = [];
  if (row.change === 'new' || row.change === 'gone') parts.push(t(`compare.moves.${row.change}`));
  else if (row.then && row.now && row.then.light !== row.now.light) {
    parts.push(`${lightWord(row.then.light, lang)} → ${lightWord(row.now.light, lang)}`);
  }
  parts.push(movedWords(row.moved_days, lang, t));
  return parts.filter(Boolean).join(' · ');
}
