import { describe, expect, it } from 'vitest';

import type { SeriesRow, UnitBoard } from '../api/types';
import { assumedText, withAssumed } from './assumed';
import { completed, NEW } from './definitionForm';
import { boardFinding } from './unitBoard';
import { falls } from './waterfall';

const t = ((key: string, words?: Record<string, unknown>) => (words ? `${key} ${JSON.stringify(words)}` : key)) as never;

describe('what is assumed of projects', () => {
  it('is asked for as the server reads it', () => {
    const assumed = withAssumed(withAssumed({}, 'P3', 9), 'P12', 'plan');
    expect(assumedText(assumed, 2026)).toBe('P3=2026-09-01,P12=plan');
    expect(assumedText(withAssumed(withAssumed(assumed, 'P3', null), 'P12', null), 2026)).toBeUndefined();
  });
});

const row = (unit: string | null, done: string, before: string, increase: string | null): SeriesRow =>
  ({
    unit,
    name: { zh: unit ?? '全区', en: unit ?? 'zone' },
    month: '2026-05',
    done,
    pull: increase === null ? null : { increase, pull: null, share: null },
    months: [
      { month: '2025-05', value: before },
      { month: '2026-05', value: done },
    ],
  }) as never;

describe('the contribution of units', () => {
  const names = ['去年', '今年', '其他'] as const;
  const name = (own: SeriesRow) => own.name.zh;

  it('goes from last year to this, the largest step first, and says what is left', () => {
    const rows = [row(null, '130', '100', null), row('甲', '60', '50', '10'), row('乙', '65', '50', '15')];
    expect(falls(rows, names, name)).toEqual([
      { name: '去年', from: 0, to: 100, adds: null },
      { name: '乙', from: 100, to: 115, adds: '15' },
      { name: '甲', from: 115, to: 125, adds: '10' },
      { name: '其他', from: 125, to: 130, adds: '5.00' },
      { name: '今年', from: 0, to: 130, adds: null },
    ]);
  });

  it('has nothing to tell without units or without last year', () => {
    expect(falls([row(null, '130', '100', null)], names, name)).toEqual([]);
    expect(falls([], names, name)).toEqual([]);
  });
});

describe('a definition', () => {
  it('is named in Chinese where nothing else is given', () => {
    const asked = { ...NEW, code: ' gdtz ', name: { zh: ' 固定资产投资 ', en: '' }, source: '  ' };
    expect(completed(asked)).toMatchObject({ code: 'gdtz', name: { zh: '固定资产投资', en: '固定资产投资' }, source: null });
  });
});

describe('the table by units', () => {
  it('names the unit that is behind in most', () => {
    const units = [
      { id: 'U1', name: '甲', behind: 1 },
      { id: 'U2', name: '乙', behind: 3 },
    ];
    const board = { units, rows: [{}, {}, {}] } as unknown as UnitBoard['board'];
    expect(boardFinding(board, t)).toBe('unitBoard.finding {"units":2,"total":3,"unit":"乙","behind":3}');
    expect(boardFinding({ ...board, units: [] }, t)).toBe('unitBoard.findingGood {"units":0,"total":3}');
  });
});
