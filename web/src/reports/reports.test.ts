import { describe, expect, it } from 'vitest';

import { cellsOf, rowsOf, sumOf, typedOf, valueOf } from './parse';

describe('figures as they are typed', () => {
  it('reads money in ten thousands, exactly', () => {
    expect(valueOf('money', '1,200.5')).toEqual({ money: 1_200_500_000 });
    expect(valueOf('money', '１２．３４５６７８')).toEqual({ money: 12_345_678 });
    expect(valueOf('money', '0.1')).toEqual({ money: 100_000 });
    expect(valueOf('money', '0.0000001')).toBeNull();
    expect(valueOf('money', '3.2亿')).toBeNull();
    expect(valueOf('money', ' ')).toBeUndefined();
    expect(valueOf('money', '-5')).toEqual({ money: -5_000_000 });
  });

  it('reads shares and dates', () => {
    expect(valueOf('share', '45.2%')).toEqual({ share: 4520 });
    expect(valueOf('share', '45.234')).toBeNull();
    expect(valueOf('date', '2026年5月3日')).toEqual({ date: '2026-05-03' });
    expect(valueOf('date', '2026/5/3')).toEqual({ date: '2026-05-03' });
    expect(valueOf('date', '五月')).toBeNull();
    expect(valueOf('text', ' 主体封顶 ')).toEqual({ text: '主体封顶' });
  });

  it('writes a known number as it would be typed', () => {
    expect(typedOf('money', 1_200_500_000, '')).toBe('1200.5');
    expect(typedOf('share', 5, '')).toBe('0.05');
    expect(typedOf('date', null, '2026-05-03')).toBe('2026-05-03');
    expect(sumOf(['1.5', '', '2', 'x'])).toBe('3.5');
  });
});

describe('a table from a spreadsheet', () => {
  const names = ['甲', '乙', '丙'];

  it('is told from a single value', () => {
    expect(cellsOf('12')).toBeNull();
    expect(cellsOf('12\t30\r\n13\t31\r\n')).toEqual([['12', '30'], ['13', '31']]);
  });

  it('goes to the lines of its names, or one below the other', () => {
    expect(rowsOf([['项目', '累计'], ['丙', '1'], ['甲', '2']], names, 0)).toEqual({ rows: [-1, 2, 0], named: true });
    expect(rowsOf([['1'], ['2'], ['3']], names, 1)).toEqual({ rows: [1, 2, -1], named: false });
  });
});
