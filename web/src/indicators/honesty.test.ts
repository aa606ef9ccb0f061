import { describe, expect, it } from 'vitest';

import type { Score, UnitHabit } from '../api/types';
import { signed } from '../format/figures';
import { monthsLeft } from './course';
import { habitFinding, scoreFinding } from './honesty';
import { dotRadius } from './reliability';

const t = ((key: string, words?: Record<string, unknown>) => (words ? `${key} ${JSON.stringify(words)}` : key)) as never;

const habit = (name: string, verdict: string): UnitHabit => ({
  unit: name,
  name: { zh: name, en: name },
  count: 12,
  above: 12,
  below: 0,
  bias: 1000,
  verdict,
});

const score = (of: Partial<Score>): Score => ({
  count: 0,
  years: 0,
  waiting: 3,
  brier: null,
  bias: null,
  error: null,
  error_limit: null,
  inside_80: 0,
  inside_95: 0,
  ended: 0,
  bins: [],
  ...of,
});

describe('honesty', () => {
  it('names the units with a habit, and nobody else', () => {
    const found = habitFinding([habit('东区', 'optimistic'), habit('西区', 'even'), habit('港区', 'optimistic')], 'zh', t);
    expect(found).toBe('honesty.hopeful {"names":"东区、港区"}');
    expect(habitFinding([habit('西区', 'too_few')], 'zh', t)).toBe('honesty.noHabit');
  });

  it('says what can be said of chances, and no more', () => {
    expect(scoreFinding(score({}), t)).toContain('honesty.waiting');
    expect(scoreFinding(score({ ended: 2 }), t)).toBe('honesty.noChance');
    const judged = { ended: 9, count: 9, error: 300, error_limit: 700 };
    expect(scoreFinding(score(judged), t)).toContain('honesty.calibrated');
    expect(scoreFinding(score({ ...judged, error: 800 }), t)).toContain('honesty.notCalibrated');
  });

  it('draws more chances larger', () => {
    expect(dotRadius(1, 9)).toBeLessThan(dotRadius(9, 9));
    expect([monthsLeft('2026-10'), monthsLeft('2026-12'), monthsLeft(undefined)]).toEqual([2, 0, 0]);
    expect(signed('12.5')).toBe('+12.5');
    expect(signed('-3')).toBe('−3');
    expect(signed('0.0')).toBe('0.0');
  });
});
