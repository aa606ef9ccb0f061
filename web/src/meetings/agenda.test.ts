import { describe, expect, it } from 'vitest';

import type { AgendaLine } from '../api/types';
import { endOf, entryOf, inputs, moved, open, ownEntry, same, total } from './agenda';

const line = (subject: string | null, title = subject ?? ''): AgendaLine => ({
  subject, title: { zh: title, en: title }, project: null, colour: 'red', was: null, whys: [], speaker: { id: 'U3', name: '建设局' }, minutes: 5,
});
const entries = [line('M1'), line('P2'), line('P7')].map(entryOf);
const keys = (list: readonly { key: string }[]) => list.map((entry) => entry.key);

describe('an agenda', () => {
  it('is reordered within its ends', () => {
    expect(keys(moved(entries, 2, -1))).toEqual(['M1', 'P7', 'P2']);
    expect(keys(moved(entries, 0, -1))).toEqual(['M1', 'P2', 'P7']);
    expect(keys(moved(entries, 2, 1))).toEqual(['M1', 'P2', 'P7']);
  });

  it('offers what is not on it yet', () => {
    expect(open([line('P2'), line('P9'), line('S3')], entries).map((one) => one.subject)).toEqual(['P9', 'S3']);
  });

  it('is sent with own subjects in plain words', () => {
    const own = ownEntry('部署下阶段工作', entries);
    expect(inputs([...entries.slice(0, 1), own])).toEqual([
      { subject: 'M1', speaker: 'U3', minutes: 5 },
      { own: '部署下阶段工作', speaker: null, minutes: 10 },
    ]);
    expect(same(entries, [line('M1'), line('P2'), line('P7')].map(entryOf))).toBe(true);
    expect(same(entries, moved(entries, 0, 1))).toBe(false);
  });

  it('keeps two own subjects of the same words apart', () => {
    expect(new Set(keys([line(null, '同'), line(null, '同')].map(entryOf))).size).toBe(2);
  });

  it('says when it ends', () => {
    expect([total(entries), endOf('14:30', 45), endOf('09:00', 0), endOf('23:50', 20)]).toEqual([15, '15:15', '09:00', '00:10']);
  });
});
