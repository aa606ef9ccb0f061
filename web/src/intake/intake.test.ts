import { describe, expect, it } from 'vitest';

import type { Preview } from '../api/types';
import { choices, isMoney, sureOf, targetName } from './targets';
import { errors } from './wrong';

describe('targets', () => {
  it('names parameters in both languages', () => {
    expect(targetName('month_plan.2026-05')).toEqual({ zh: '2026 年 5 月计划', en: 'Plan 2026-05' });
    expect(targetName('gate.开工').zh).toBe('节点·开工');
    expect(targetName('something_new')).toEqual({ zh: 'something_new', en: 'something_new' });
  });

  it('always offers what a column is now', () => {
    expect(choices('工作专班', 'role.coordinator', 2026)[0]).toBe('role.coordinator');
    expect(choices('计划 / 5月', 'name', 2026)).toContain('custom.5月');
  });

  it('knows money and doubt', () => {
    expect([isMoney('year_plan.2026'), isMoney('stage')]).toEqual([true, false]);
    expect([sureOf(95), sureOf(60), sureOf(50)]).toEqual(['high', 'middle', 'low']);
  });
});

describe('problems of a file', () => {
  it('puts errors first and names sheet and cell', () => {
    const words = { zh: '', en: '' };
    const problem = (severity: string, cell?: string) => ({
      code: 'c', message: words, remedy: words, severity, place: cell ? { file: 'a.xlsx', sheet: '表', cell } : null,
    });
    const preview = { file: 'a.xlsx', problems: [problem('warning', 'A1'), problem('error', 'B2'), problem('error')] };
    const told = errors(preview as unknown as Preview);
    expect(told.map((one) => one.where)).toEqual(['表 · B2', 'a.xlsx', '表 · A1']);
  });
});
