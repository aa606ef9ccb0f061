// An agenda while it is put together: taken from what is proposed, reordered, with own subjects.

import type { AgendaLine, EntryInput, Words } from '../api/types';

export interface Entry {
  key: string;
  /** `P12`, `S3`, `M2`, `C5`, `I1`; none for the office's own words. */
  subject: string | null;
  title: Words;
  colour: AgendaLine['colour'];
  whys: AgendaLine['whys'];
  speaker: string | null;
  minutes: number;
}

/** Minutes of an own subject until somebody says otherwise. */
export const OWN_MINUTES = 10;

export function entryOf(line: AgendaLine, at: number): Entry {
  return {
    // Two own subjects may have the same words.
    key: line.subject ?? `own ${at} ${line.title.zh}`,
    subject: line.subject,
    title: line.title,
    colour: line.colour,
    whys: line.whys,
    speaker: line.speaker?.id ?? null,
    minutes: line.minutes,
  };
}

export function ownEntry(text: string, entries: readonly Entry[]): Entry {
  return { key: `own ${entries.length} ${text}`, subject: null, title: { zh: text, en: text }, colour: null, whys: [], speaker: null, minutes: OWN_MINUTES };
}

/** One place up or down; at either end it stays. */
export function moved(entries: readonly Entry[], at: number, by: -1 | 1): Entry[] {
  const to = at + by;
  const [one, other] = [entries[at], entries[to]];
  if (!one || !other) return [...entries];
  return entries.map((entry, index) => (index === at ? other : index === to ? one : entry));
}

/** What is proposed and not taken yet, in its order. */
export function open(proposed: readonly AgendaLine[], entries: readonly Entry[]): AgendaLine[] {
  const taken = new Set(entries.map((entry) => entry.subject));
  return proposed.filter((line) => !taken.has(line.subject));
}

export function total(entries: readonly { minutes: number }[]): number {
  return entries.reduce((sum, entry) => sum + entry.minutes, 0);
}

/** When a meeting that starts at 14:30 and takes so many minutes ends. */
export function endOf(at: string, minutes: number): string {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  const end = (hour * 60 + minute + minutes) % (24 * 60);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(end / 60))}:${two(end % 60)}`;
}

export function inputs(entries: readonly Entry[]): EntryInput[] {
  return entries.map(({ subject, title, speaker, minutes }) => (subject === null ? { own: title.zh, speaker, minutes } : { subject, speaker, minutes }));
}

/** Whether two agendas say the same. */
export function same(one: readonly Entry[], other: readonly Entry[]): boolean {
  return JSON.stringify(inputs(one)) === JSON.stringify(inputs(other));
}
