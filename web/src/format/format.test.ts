import { describe, expect, it } from 'vitest';

import { dayOf, isoOf, monthOf, partsOf, shortDate } from './dates';
import { chance, days, decimal, gap, gapFigure, money, moneyPair, percent } from './figures';
import { say } from './lang';

describe('money', () => {
  it.each([
    [32_000_000_000_0, '32.00 亿', '3.20 bn'],
    [80_000_000_000_000, '8,000.0 亿', '800.00 bn'],
    [3_200_0000_00, '3,200 万', '32.0 m'],
    [12_345_00, '1 万', '12 k'],
    [999_00, '999 元', '999'],
    [-450_000_000_00, '−4.50 亿', '−450.0 m'],
    [0, '0 元', '0'],
  ])('%d fen', (fen, zh, en) => {
    expect([money(fen, 'zh'), money(fen, 'en')]).toEqual([zh, en]);
  });

  it('keeps two amounts on the scale of the larger', () => {
    expect(moneyPair(320_000_000_00, 800_000_000_00, 'zh')).toBe('3.20 / 8.00 亿');
    expect(moneyPair(364_0000_00, 8151_0000_00, 'zh')).toBe('364 / 8,151 万');
    expect(moneyPair(null, 432_400_000_00, 'en')).toBe('— / 432.4 m');
    expect(moneyPair(null, null, 'zh')).toBe('—');
  });
});

describe('shares and gaps', () => {
  it('shows one decimal, with a real minus and the unit', () => {
    expect(percent(3810)).toBe('38.1%');
    expect(percent(null)).toBe('—');
    expect(gap(-1240, 'zh')).toBe('−12.4 个百分点');
    expect(gap(1383, 'en')).toBe('+13.8 pp');
    expect(gapFigure(0)).toBe('0.0');
    expect([9950, 9900, 5049, 100, 40].map(chance)).toEqual(['> 99%', '99%', '50%', '1%', '< 1%']);
  });

  it('rounds half away from zero', () => {
    expect(percent(1005)).toBe('10.1%');
    expect(gapFigure(-1005)).toBe('−10.1');
  });
});

describe('days and decimals', () => {
  it('shows which way a distance goes', () => {
    expect(days(41, 'zh')).toBe('+41 天');
    expect(days(-1200, 'en')).toBe('−1,200 d');
  });

  it('groups a decimal without touching its digits', () => {
    expect(decimal('1234567.890')).toBe('1,234,567.890');
    expect(decimal('-5')).toBe('−5');
    expect(decimal('n/a')).toBe('n/a');
  });
});

describe('dates', () => {
  it('counts civil days across leap years', () => {
    expect(dayOf('2024-03-01') - dayOf('2024-02-28')).toBe(2);
    expect(isoOf(dayOf('2026-05-18'))).toBe('2026-05-18');
    expect(partsOf(dayOf('1999-12-31'))).toEqual({ year: 1999, month: 12, day: 31 });
  });

  it('writes both languages', () => {
    expect(shortDate('2026-05-18', 'zh')).toBe('5月18日');
    expect(shortDate('2026-05-18', 'en')).toBe('18 May');
    expect(monthOf('2026-05', 'zh')).toBe('2026年5月');
    expect(monthOf('2026-05', 'en')).toBe('May 2026');
  });
});

describe('words', () => {
  it('falls back to the other language rather than to nothing', () => {
    expect(say({ zh: '工期', en: '' }, 'en')).toBe('工期');
    expect(say(null, 'zh')).toBe('');
  });
});
