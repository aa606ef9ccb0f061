import { describe, expect, it } from 'vitest';

import type { ItemRow } from '../api/types';
import { itemsSearch } from '../app/search';
import { zh } from '../words/zh';
import type { T } from '../words';
import { commandOf } from './actForm';
import { daysText } from './standing';

const t = ((key: string, values?: Record<string, unknown>) => {
  const found = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], zh);
  return String(found).replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values?.[name]));
}) as unknown as T;

const row = (state: ItemRow['state'], late: number) => ({ state, days_late: late }) as ItemRow;

describe('days left or late', () => {
  it('are told by whose turn it is', () => {
    expect(daysText(row('assigned', 5), t)).toBe('逾期 5 个工作日');
    expect(daysText(row('returned', 0), t)).toBe('今天到期');
    expect(daysText(row('assigned', -3), t)).toBe('还有 3 个工作日');
    expect(daysText(row('answered', -3), t)).toBe('按期反馈');
    expect(daysText(row('closed', 2), t)).toBe('反馈逾期 2 个工作日');
  });
});

describe('a filled form', () => {
  const base = { id: 'S1', version: 3, effective_on: '2026-03-09' };
  const filled = { text: ' 已通水 ', until: '2026-03-20', papers: [{ kind: 'photo', number: ' 照1 ' }, { kind: 'approval', number: '' }], step: 'notice' as const, document: '' };

  it('becomes the command of its step; papers without a number are left out', () => {
    expect(commandOf('answer', base, filled)).toEqual({ answer_item: { ...base, text: '已通水', evidence: [{ document: { kind: 'photo', number: '照1' } }] } });
    expect(commandOf('decide_extension', base, { ...filled, text: '', until: null })).toEqual({ decide_extension: { ...base, until: null, note: null } });
    expect(commandOf('escalate', base, filled)).toEqual({ escalate_item: { ...base, step: 'notice', document: '', grounds: '已通水' } });
  });
});

describe('the address of the items', () => {
  it('keeps what it knows', () => {
    expect(itemsSearch({ side: 'owed', state: 'gone', overdue: true, closed: 'yes', i: 'S3' })).toMatchObject({ side: 'owed', state: undefined, overdue: true, closed: undefined, i: 'S3' });
  });
});
