// What the wall shows, from its address: the wall, what changed since another moment, the lines.

import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';

import { agendaQuery, compareQuery, wallQuery, zoneQuery } from '../api/queries';
import type { Colour, Comparison, Wall, WallRow, Zone } from '../api/types';
import type { WallSearch } from '../app/search';
import { COLOURS, lightWord } from '../light/light';
import { useWords } from '../words';
import { changesOf, isMove, type Changes } from './changes';
import { linesOf, type Line } from './lines';

export interface WallData {
  zone: Zone | undefined;
  wall: UseQueryResult<Wall>;
  comparison: UseQueryResult<Comparison>;
  changes: Changes | undefined;
  /** Colours asked for; none means all. */
  shown: ReadonlySet<Colour>;
  lines: Line[];
  rows: WallRow[];
}

export function useWallData(search: WallSearch): WallData {
  const { known_at, true_on, unit, sponsor, stage, text, rule } = search;
  const filter = { known_at, true_on, unit, sponsor, stage, text, rule };
  const zone = useQuery(zoneQuery).data;
  const wall = useQuery(wallQuery(filter));
  const comparison = useQuery(compareQuery({ ...filter, with_known_at: search.with }));
  const compared = search.with === undefined ? undefined : comparison.data;
  const changes = changesOf(compared);
  const shown = useMemo(() => coloursOf(search.light), [search.light]);
  const agenda = useAgenda(search);
  const lines = useLines(wall.data, zone, search, shown, changes, agenda);
  const rows = useMemo(() => lines.flatMap((line) => (line.kind === 'row' ? [line.row] : [])), [lines]);
  return { zone, wall, comparison, changes, shown, lines, rows };
}

/** The projects of a meeting's agenda, in its order; none where the wall is nobody's agenda. */
function useAgenda({ agenda, known_at }: WallSearch): string[] | undefined {
  const board = useQuery({ ...agendaQuery(agenda ?? '', { known_at, limit: '0' }), enabled: agenda !== undefined });
  const entries = agenda === undefined ? undefined : board.data?.entries;
  return useMemo(() => entries?.flatMap((line) => (line.project ? [line.project] : [])), [entries]);
}

function coloursOf(light: string | undefined): ReadonlySet<Colour> {
  const asked = new Set(light?.split(',') ?? []);
  return new Set(COLOURS.filter((colour) => asked.has(colour)));
}

function useLines(
  wall: Wall | undefined,
  zone: Zone | undefined,
  search: WallSearch,
  shown: ReadonlySet<Colour>,
  changes: Changes | undefined,
  agenda: string[] | undefined,
): Line[] {
  const { t, lang } = useWords();
  const group = search.group ?? 'none';
  const move = search.with === undefined ? undefined : search.moved;
  return useMemo(() => {
    // Those that are gone are on no line; they are in the list beside the wall.
    const asked = (row: WallRow) => {
      const change = changes?.get(row.id);
      return !move || move === 'gone' || (change !== undefined && isMove(change, move));
    };
    const rows = inOrder(wall?.rows ?? [], agenda).filter(
      (row) => (shown.size === 0 || shown.has(row.light.colour)) && asked(row),
    );
    const order = {
      none: [],
      unit: (zone?.units ?? []).map((one) => one.name),
      sponsor: (zone?.sponsors ?? []).map((one) => one.name),
      stage: zone?.stages ?? [],
      light: COLOURS.map((colour) => lightWord(colour, lang)),
    }[group];
    return linesOf(rows, group, order, t('wall.nameless'), (colour) => lightWord(colour, lang));
  }, [wall, zone, group, shown, changes, agenda, move, lang, t]);
}

/** Only what an agenda names, in its order. */
export function inOrder(rows: readonly WallRow[], agenda: readonly string[] | undefined): readonly WallRow[] {
  if (!agenda) return rows;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return agenda.flatMap((id) => byId.get(id) ?? []);
}
