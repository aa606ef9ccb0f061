import { describe, expect, it } from 'vitest';

import type { BookEntry } from '../api/types';
import { scoped } from './bookEntries';

const entry = (no: number, colour: BookEntry['colour'], on_agenda: number | null = null) => ({ id: `P${no}`, no, colour, on_agenda }) as BookEntry;
const book = [entry(1, 'green'), entry(2, 'red'), entry(3, 'green', 2), entry(4, 'yellow'), entry(5, 'blue', 1)];
const ids = (scope: 'pressing' | 'agenda' | 'all') => scoped(book, scope).map((own) => own.id);

describe('the projects of a book', () => {
  it('begin with the agenda in its order, then those that press', () => {
    expect(ids('pressing')).toEqual(['P5', 'P3', 'P2', 'P4']);
  });

  it('are those of the agenda, or all', () => {
    expect(ids('agenda')).toEqual(['P5', 'P3']);
    expect(ids('all')).toEqual(['P5', 'P3', 'P1', 'P2', 'P4']);
  });
});
