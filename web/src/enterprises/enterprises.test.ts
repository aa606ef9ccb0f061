import { describe, expect, it } from 'vitest';

import type { Problem } from '../api/types';
import { growth, kept, mean, power, typed } from './figures';
import { questionsOf } from './questions';

describe('what is typed', () => {
  it.each([
    ['output_fen', '1250.5', 1_250_500_000],
    ['output_fen', '0.29', 290_000],
    ['output_fen', '１，２５０', 1_250_000_000],
    ['electricity_kwh', '32.41', 324_100],
    ['electricity_kwh', '0.00005', 1],
    ['capacity_use', '85%', 8_500],
    ['capacity_use', '112', 11_200],
    ['orders_fen', '0', 0],
    ['orders_fen', ' ', null],
    ['orders_fen', '许多', undefined],
    ['orders_fen', '-1', undefined],
    ['orders_fen', '1.2.3', undefined],
  ] as const)('%s %s', (kind, text, value) => {
    expect(kept(kind, text)).toBe(value);
  });

  it('comes back as it was typed', () => {
    expect(typed('output_fen', 1_250_500_000)).toBe('1250.5');
    expect(typed('capacity_use', null)).toBe('');
  });
});

describe('what is shown', () => {
  it('has its unit and its sign', () => {
    expect([power(412_000, 'zh'), power(412_000, 'en'), power(900, 'zh'), power(null, 'zh')]).toEqual(['41.2 万千瓦时', '412,000 kWh', '900 千瓦时', '—']);
    expect([growth(-2210), growth(400), growth(0), growth(null)]).toEqual(['−22.1%', '+4.0%', '0.0%', '—']);
    expect([mean(433), mean(null)]).toEqual(['4.33', '—']);
  });
});

describe('questions of a refusal', () => {
  const refusal = (code: string, field?: string, subject?: string): Problem => ({
    code,
    message: { zh: '问', en: 'asked' },
    remedy: { zh: '答', en: 'answer' },
    place: field ? { field, subject } : null,
  });

  it('stand at their figure; other refusals are no questions', () => {
    const { asked, others } = questionsOf([refusal('zone/question-unanswered', 'output_fen', 'collapses'), refusal('zone/stale'), refusal('zone/question-unanswered', 'output_fen')]);
    expect(asked.map((one) => [one.figure, one.question])).toEqual([['output_fen', 'collapses']]);
    expect(others).toHaveLength(2);
  });
});
