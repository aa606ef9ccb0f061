// Moments one can go to or compare with: marks and closed cycles in order of the record, the
// latest at the end.

import type { Mark, Words, Zone } from '../api/types';

export interface Stop {
  /** What goes into the address; none means the latest. */
  known?: string;
  label: Words;
  seq: number;
  date: string | null;
}

export const LATEST: Words = { zh: '最新', en: 'Latest' };

export function stopsOf(zone: Pick<Zone, 'marks' | 'cycles' | 'head'>, latest = LATEST): Stop[] {
  const marks = zone.marks.map((mark: Mark) => ({
    known: mark.name,
    label: mark.label,
    seq: mark.seq,
    date: mark.date,
  }));
  const marked = new Set(marks.map((stop) => stop.seq));
  const cycles = zone.cycles
    .filter((cycle) => cycle.closed && cycle.seq !== null && !marked.has(cycle.seq))
    .map((cycle) => ({
      known: String(cycle.seq),
      label: cycle.name,
      seq: cycle.seq ?? 0,
      date: cycle.as_of,
    }));
  const past = [...marks, ...cycles].sort((a, b) => a.seq - b.seq);
  return [...past, { label: latest, seq: zone.head.seq, date: null }];
}

/** The moments before the one shown: a wall is held against what was, not against what came. */
export function earlier(stops: readonly Stop[], known: string | undefined): Stop[] {
  const at = stops.findIndex((stop) => stop.known === known);
  return stops.slice(0, at < 0 ? stops.length - 1 : at);
}
