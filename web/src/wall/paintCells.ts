// The columns at the left of the wall: who, what, where it stands.

import type { WallRow } from '../api/types';
import { wrap } from '../draw/measure';
import type { Surface } from '../draw/surface';
import { gapFigure, moneyPair, percent } from '../format/figures';
import { COLOURS, lightBrief } from '../light/light';
import { titleOf, type GroupLine } from './lines';
import { PAINT, type Column } from './look';
import { paintLightBefore, paintLightGround } from './paintChange';
import { paintShape } from './paintShape';
import type { Scene } from './scene';

export function paintCells(surface: Surface, scene: Scene, row: WallRow, y: number): void {
  for (const column of scene.look.columns) paintCell(surface, scene, row, column, y);
}

function paintCell(surface: Surface, scene: Scene, row: WallRow, column: Column, y: number): void {
  const { metrics } = scene.look;
  const pad = 6 * metrics.unit;
  const middle = y + metrics.row / 2;
  const room = column.width - 2 * pad;
  switch (column.key) {
    case 'no':
      surface.text(column.x + column.width - pad, middle, String(row.no).padStart(2, '0'), {
        size: metrics.small,
        colour: PAINT.faint,
        align: 'right',
      });
      break;
    case 'name': {
      const style = { size: metrics.font, colour: PAINT.ink, weight: 500 } as const;
      const lines = wrap(titleOf(row, scene.lang), room, 2, style, scene.measure);
      stacked(surface, scene, column.x + pad, middle, lines, [style, style]);
      break;
    }
    case 'unit': {
      const first = { size: metrics.small, colour: PAINT.ink } as const;
      const second = { size: metrics.small, colour: PAINT.muted } as const;
      const name = wrap(row.unit?.name ?? '—', room, row.sponsor ? 1 : 2, first, scene.measure);
      const sponsor = row.sponsor ? wrap(row.sponsor, room, 1, second, scene.measure) : [];
      stacked(surface, scene, column.x + pad, middle, [...name, ...sponsor], [first, second]);
      break;
    }
    case 'stage': {
      const style = { size: metrics.small, colour: PAINT.ink } as const;
      const lines = wrap(row.stage ?? '—', room, 2, style, scene.measure);
      stacked(surface, scene, column.x + pad, middle, lines, [style, style]);
      break;
    }
    case 'light':
      paintLight(surface, scene, row, column, y);
      break;
    case 'money':
      paintMoney(surface, scene, row, column.x + column.width - pad, middle);
      break;
  }
}

function stacked(
  surface: Surface,
  scene: Scene,
  x: number,
  middle: number,
  lines: readonly string[],
  styles: readonly { size: number; colour: string }[],
): void {
  const { leading } = scene.look.metrics;
  lines.forEach((line, index) => {
    const style = styles[index] ?? styles[0];
    if (style) surface.text(x, middle + (index - (lines.length - 1) / 2) * leading, line, style);
  });
}

function paintLight(
  surface: Surface,
  scene: Scene,
  row: WallRow,
  column: Column,
  top: number,
): void {
  const { metrics } = scene.look;
  const middle = top + metrics.row / 2;
  const { colour, streak, previous } = row.light;
  const change = scene.changes?.get(row.id);
  if (change) paintLightGround(surface, scene, change, column, top);
  const narrow = column.width < 60 * metrics.unit;
  const x = narrow ? column.x + column.width / 2 : column.x + 13 * metrics.unit;
  const changed = Boolean(change && (change.change === 'new' || (change.then && change.then.light !== colour)));
  const running = !narrow && streak > 1 && previous === colour && colour !== 'green';
  const y = running || changed ? middle - metrics.leading / 2 : middle;
  if (narrow) {
    paintShape(surface, colour, x, middle - metrics.leading * 0.45, 6 * metrics.unit);
    surface.text(x, middle + metrics.leading * 0.6, lightBrief(colour, scene.lang), {
      size: metrics.small - 1,
      colour: PAINT.ink,
      align: 'center',
    });
    return;
  }
  paintShape(surface, colour, x, y, 6 * metrics.unit);
  const left = x + 11 * metrics.unit;
  surface.text(left, y, lightBrief(colour, scene.lang), {
    size: metrics.small,
    colour: PAINT.ink,
    weight: 500,
  });
  if (change && changed && paintLightBefore(surface, scene, change, left, y + metrics.leading)) return;
  if (!running) return;
  surface.text(left, y + metrics.leading, scene.words.streak(streak), {
    size: metrics.small - 1,
    colour: PAINT.muted,
  });
}

function paintMoney(surface: Surface, scene: Scene, row: WallRow, x: number, middle: number): void {
  const { metrics } = scene.look;
  const { money } = row;
  const half = metrics.leading / 2;
  if (money.reported_ytd === null && money.year_plan === null) {
    const none = { size: metrics.small, colour: PAINT.muted, align: 'right' } as const;
    surface.text(x, middle, '—', none);
    return;
  }
  surface.text(x, middle - half, moneyPair(money.reported_ytd, money.year_plan, scene.lang), {
    size: metrics.small,
    colour: PAINT.ink,
    align: 'right',
  });
  const gap = gapFigure(money.gap);
  const style = { size: metrics.small, colour: PAINT.muted, align: 'right' } as const;
  const behind = (money.gap ?? 0) < 0;
  surface.text(x, middle + half, gap, {
    ...style,
    colour: behind ? PAINT.late : PAINT.muted,
    weight: behind ? 500 : 400,
  });
  const offset = 46 * metrics.unit;
  surface.text(x - offset, middle + half, percent(money.completion), style);
}

/** A heading among the rows: its name, how many, and their lights. */
export function paintGroup(surface: Surface, scene: Scene, line: GroupLine, y: number): void {
  const { metrics } = scene.look;
  const middle = y + metrics.row / 2;
  surface.rect(0, y, scene.width, metrics.row, PAINT.group);
  const style = { size: metrics.font, colour: PAINT.ink, weight: 600 } as const;
  let x = 12 * metrics.unit;
  surface.text(x, middle, line.label, style);
  x += scene.measure(line.label, style) + 12 * metrics.unit;
  const small = { size: metrics.small, colour: PAINT.muted } as const;
  const count = scene.words.items(line.count);
  surface.text(x, middle, count, small);
  x += scene.measure(count, small) + 18 * metrics.unit;
  for (const colour of COLOURS) {
    const number = line.colours[colour];
    if (!number) continue;
    paintShape(surface, colour, x, middle, 5.5 * metrics.unit);
    surface.text(x + 10 * metrics.unit, middle, String(number), { ...small, colour: PAINT.ink });
    x += 34 * metrics.unit;
  }
}
