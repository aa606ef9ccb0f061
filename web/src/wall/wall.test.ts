import { describe, expect, it } from 'vitest';

import { makeComparison, makeWall, makeZone } from '../../walk/fixture.mjs';
import type { Comparison, Wall, WallRow, Zone } from '../api/types';
import { countingMeasure } from '../draw/measure';
import { SvgSurface } from '../draw/svgSurface';
import { dayOf } from '../format/dates';
import { urgent } from './attention';
import { axisOf, dayAt, ownScale, ticksOf, xAfter, xOf } from './axis';
import { barOf, union } from './bars';
import { landing } from './board';
import { changesOf, isMove, moved } from './changes';
import { earlier, stopsOf } from './stops';
import { linesOf } from './lines';
import { lookFor, METRICS } from './look';
import { paintWall, visible } from './paintWall';
import { wallSvg } from './paper';
import type { Scene } from './scene';

const wall = makeWall(60) as unknown as Wall;
const today = dayOf(wall.head.true_on);

function scene(part: Partial<Scene> = {}): Scene {
  const lines = linesOf(wall.rows, 'none', [], '—', (colour) => colour);
  return {
    lines,
    look: lookFor(1200, 'regular', 'zh'),
    axis: axisOf(wall.head.span, 0.5),
    today,
    lang: 'zh',
    width: 1200,
    height: 600,
    scrollX: 0,
    scrollY: 0,
    hover: -1,
    active: -1,
    focused: false,
    measure: countingMeasure,
    words: {
      no: '序', project: '项目', unit: '单位', sponsor: '领导', stage: '阶段', light: '灯', money: '投资', share: '完成率', today: '今天',
      streak: (count) => `连${count}期`,
      items: (count) => `${count}个`,
      was: '原',
      isNew: '新增',
      moved: (count, size) => `${count > 0 ? '推后' : '提前'}${size}`,
    },
    ...part,
  };
}

describe('axis', () => {
  it('goes from a quarter to a quarter and there and back', () => {
    const axis = axisOf(['2025-02-11', '2027-08-03'], 2);
    expect(xOf(axis, dayOf('2025-01-01'))).toBe(0);
    expect(dayAt(axis, xOf(axis, dayOf('2026-05-18')))).toBe(dayOf('2026-05-18'));
    expect(xAfter(axis, dayOf('2026-05-18')) - xOf(axis, dayOf('2026-05-18'))).toBe(2);
  });

  it('survives a wall without dates and one of a thousand years', () => {
    expect(axisOf([], 1).to).toBeGreaterThan(axisOf([], 1).from);
    const long = axisOf(['1000-01-01', '2999-01-01'], 1);
    expect(long.to - long.from).toBeLessThan(61 * 366 + 100);
  });

  it('writes what there is room for', () => {
    const labels = (scale: number) => {
      const axis = axisOf(['2025-01-01', '2026-12-31'], scale);
      const { upper, lower } = ticksOf(axis, axis.from, axis.to, 'zh', 1);
      return [upper[0]?.label, lower[1]?.label];
    };
    expect(labels(0.3)).toEqual(['2025年', '2季']);
    expect(labels(0.6)).toEqual(['2025年', '2']);
    expect(labels(1.5)).toEqual(['2025年', '2月']);
    expect(labels(6)).toEqual(['2025年1月', '11']);
  });

  it('fills a wide screen and stays readable on a narrow one', () => {
    expect(ownScale(['2024-01-01', '2027-12-31'], 3000, 1)).toBeCloseTo(1.6);
    expect(ownScale(['2024-01-01', '2027-12-31'], 300, 1)).toBeCloseTo(0.55);
  });
});

describe('bars', () => {
  const row = (part: Partial<WallRow['bars']>): WallRow => {
    const first = wall.rows[0] as WallRow;
    const none = Object.fromEntries(Object.keys(first.bars).map((key) => [key, key === 'steps' ? [] : null]));
    return { ...first, bars: { ...(none as unknown as WallRow['bars']), ...part } };
  };

  it('joins spans that touch', () => {
    expect(union([{ from: 5, to: 9 }, { from: 1, to: 4 }, { from: 12, to: 11 }, { from: 20, to: 22 }])).toEqual([
      { from: 1, to: 9 },
      { from: 20, to: 22 },
    ]);
  });

  it('splits work at the date: done before, ahead after', () => {
    const bar = barOf(row({ actual_start: '2026-01-01', forecast_finish: '2026-12-31' }), today);
    expect(bar.done).toEqual([{ from: dayOf('2026-01-01'), to: today }]);
    expect(bar.ahead).toEqual([{ from: today + 1, to: dayOf('2026-12-31') }]);
  });

  it('draws no work for a project that has neither start nor plan', () => {
    const bar = barOf(row({}), today);
    expect([bar.done, bar.ahead, bar.finish, bar.baseline]).toEqual([[], [], null, null]);
  });

  it('ends the work of a finished project at its finish', () => {
    const bar = barOf(row({ actual_start: '2025-01-01', actual_finish: '2025-11-30' }), today);
    expect(bar.done[0]?.to).toBe(dayOf('2025-11-30'));
    expect(bar.ahead).toEqual([]);
    expect(bar.finished).toBe(true);
  });
});

describe('lines', () => {
  it('groups in protocol order, the nameless last', () => {
    const zone = makeZone() as unknown as Zone;
    const rows = [...wall.rows.slice(0, 20), { ...(wall.rows[0] as WallRow), unit: null }];
    const lines = linesOf(rows, 'unit', zone.units.map((unit) => unit.name), '未填', (colour) => colour);
    const groups = lines.flatMap((line) => (line.kind === 'group' ? [line.label] : []));
    const order = zone.units.map((unit) => unit.name).filter((name) => groups.includes(name));
    expect(groups).toEqual([...order, '未填']);
    expect(lines.filter((line) => line.kind === 'row')).toHaveLength(21);
  });

  it('walks over headings', () => {
    const lines = linesOf(wall.rows.slice(0, 3), 'unit', [], '—', (colour) => colour);
    expect(lines[0]?.kind).toBe('group');
    expect(landing(lines, 0, 1)).toBe(1);
    expect(landing(lines, 0, -1)).toBe(1);
    expect(landing([], 0, 1)).toBe(-1);
  });
});

describe('attention', () => {
  it('puts the most days on top and counts the rest of each project', () => {
    const list = urgent(wall.rows);
    const days = list.map((entry) => entry.need.days);
    expect(days).toEqual([...days].sort((a, b) => b - a));
    expect(new Set(list.map((entry) => entry.row.id)).size).toBe(list.length);
  });
});

describe('clocks', () => {
  it('offers marks and closed cycles in order of the record, the latest at the end', () => {
    const zone = makeZone() as unknown as Zone;
    const stops = stopsOf(zone);
    const past = stops.slice(0, -1).map((stop) => stop.seq);
    expect(past).toEqual([...past].sort((a, b) => a - b));
    expect(stops[stops.length - 1]?.known).toBeUndefined();
  });
});

describe('a comparison', () => {
  const comparison = makeComparison(60) as unknown as Comparison;

  it('tells the worst first and nothing that held', () => {
    const all = moved(comparison.rows, undefined);
    expect(all.every((row) => row.change !== 'same' || row.moved_days !== 0)).toBe(true);
    expect(all[0]?.change).toBe('worse');
    const slips = moved(comparison.rows, 'slipped').filter((row) => row.change === 'same').map((row) => row.moved_days ?? 0);
    expect(slips.length).toBeGreaterThan(2);
    expect(slips).toEqual([...slips].sort((a, b) => b - a));
    expect(moved(comparison.rows, 'gone').map((row) => row.id)).toEqual(['P9999']);
  });

  it('is drawn on the rows: the days a forecast moved, the light it was', () => {
    const changes = changesOf(comparison);
    const slipped = wall.rows.find((row) => isMove(changes?.get(row.id) as never, 'slipped'));
    const lines = linesOf(slipped ? [slipped] : [], 'none', [], '—', (colour) => colour);
    const part = new SvgSurface();
    paintWall(part, scene({ lines, changes }));
    expect(part.toString(1200, 600, '')).toContain(`推后${changes?.get(slipped?.id ?? '')?.moved_days} 天`);
    const plain = new SvgSurface();
    paintWall(plain, scene({ lines }));
    expect(plain.toString(1200, 600, '')).not.toContain('推后');
  });

  it('offers only moments before the one shown', () => {
    const stops = stopsOf(makeZone() as unknown as Zone);
    expect(earlier(stops, undefined)).toHaveLength(stops.length - 1);
    expect(earlier(stops, stops[1]?.known)).toEqual([stops[0]]);
    expect(earlier(stops, 'no such mark')).toHaveLength(stops.length - 1);
  });
});

describe('the drawing', () => {
  it('draws only what can be seen', () => {
    const [first, last] = visible(scene({ scrollY: 400 }));
    expect([first, last]).toEqual([10, 24]);
    const part = new SvgSurface();
    paintWall(part, scene());
    const text = part.toString(1200, 600, '');
    expect(text).toContain('>01<');
    expect(text).not.toContain('>40<');
  });

  it('is the same code on paper, with every line', () => {
    const { lines, look, axis, lang, measure, words } = scene();
    const svg = wallSvg({ lines, look, axis, today, lang, measure, words }, '挂图');
    for (const no of ['01', '30', '60']) expect(svg).toContain(`>${no}<`);
    expect(svg).toContain(`height="${METRICS.regular.head + 60 * METRICS.regular.row + 1}"`);
  });

  it('keeps two fifths of a narrow wall for time', () => {
    for (const width of [360, 700, 1100, 3000]) {
      for (const lang of ['zh', 'en'] as const) {
        const look = lookFor(width, width > 2560 ? 'big' : 'regular', lang);
        expect(look.left).toBeLessThanOrEqual(width * 0.62);
      }
    }
  });
});
