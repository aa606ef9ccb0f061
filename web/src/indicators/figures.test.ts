import { expect, it } from 'vitest';

import type { FigureView } from '../api/types';
import { monthText, reportsOf, targetsOf } from './figures';

const figure = (indicator: string, unit: string | null, month: number, value: string): FigureView => ({
  indicator,
  name: { zh: '投资', en: 'investment' },
  unit,
  unit_name: { zh: '全区', en: 'Whole zone' },
  year: 2026,
  month,
  value,
  parts: null,
  known: null,
  change: 'new',
  state: 'flash',
  sheet: 'a',
  cell: 'B2',
});

it('gathers figures by indicator, exact as they came', () => {
  const figures = [figure('I1', null, 3, '34.10'), figure('I2', 'U3', 3, '8.5'), figure('I1', 'U3', 4, '9')];
  const value = (unit: string | null, month: number, text: string) => ({ unit, year: 2026, month, value: text, state: 'flash' });
  expect(reportsOf(figures)).toEqual([
    { id: 'I1', values: [value(null, 3, '34.10'), value('U3', 4, '9')] },
    { id: 'I2', values: [value('U3', 3, '8.5')] },
  ]);
  expect(monthText({ year: 2026, month: 4 })).toBe('2026-04');
});

it('sends what a ratio is computed from', () => {
  const parts = { numerator: '31', denominator: '45' };
  const [report] = reportsOf([{ ...figure('I3', null, 4, '68.89'), parts }]);
  expect(report?.values[0]).toEqual({ unit: null, year: 2026, month: 4, value: '68.89', state: 'flash', ...parts });
});

it('sets targets by a document', () => {
  const target = { ...figure('I1', 'U3', 4, '60'), change: 'new' };
  expect(targetsOf([target], '云开〔2026〕1号', '2026-01-01')).toEqual([{ id: 'I1', unit: 'U3', year: 2026, target: '60', document: '云开〔2026〕1号', effective_on: '2026-01-01' }]);
});
