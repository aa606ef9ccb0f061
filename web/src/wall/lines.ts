// The lines of the wall: projects in order of number, under headings when they are grouped.

import type { Colour, WallRow } from '../api/types';
import { say, type Lang } from '../format/lang';

export type GroupBy = 'none' | 'unit' | 'sponsor' | 'stage' | 'light';

export interface RowLine {
  kind: 'row';
  row: WallRow;
}

export interface GroupLine {
  kind: 'group';
  label: string;
  count: number;
  colours: Partial<Record<Colour, number>>;
}

export type Line = RowLine | GroupLine;

/** `order` gives the protocol order of units, sponsors or stages; what it lacks comes last. */
export function linesOf(
  rows: readonly WallRow[],
  by: GroupBy,
  order: readonly string[],
  nameless: string,
  nameOf: (colour: Colour) => string,
): Line[] {
  if (by === 'none') return rows.map((row) => ({ kind: 'row', row }));
  const groups = new Map<string, WallRow[]>();
  for (const row of rows) {
    const label = labelOf(row, by, nameOf) ?? nameless;
    const group = groups.get(label);
    if (group) group.push(row);
    else groups.set(label, [row]);
  }
  const rank = new Map(order.map((name, index) => [name, index]));
  const place = (label: string) => (label === nameless ? Infinity : (rank.get(label) ?? 1e6));
  return [...groups.entries()]
    .sort(([a], [b]) => place(a) - place(b))
    .flatMap(([label, members]): Line[] => {
      const colours: Partial<Record<Colour, number>> = {};
      for (const { light } of members) colours[light.colour] = (colours[light.colour] ?? 0) + 1;
      const head: GroupLine = { kind: 'group', label, count: members.length, colours };
      return [head, ...members.map((row): RowLine => ({ kind: 'row', row }))];
    });
}

function labelOf(row: WallRow, by: GroupBy, nameOf: (colour: Colour) => string): string | null {
  if (by === 'unit') return row.unit?.name ?? null;
  if (by === 'sponsor') return row.sponsor;
  if (by === 'stage') return row.stage;
  return nameOf(row.light.colour);
}

/** The name with its status, so that a suspended project never looks like a running one. */
export function titleOf(row: WallRow, lang: Lang): string {
  const status = say(row.status, lang);
  return status ? `${row.name}（${status}）` : row.name;
}
