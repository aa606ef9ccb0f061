// What a comparison adds to a row: where the forecast stood then, and what the light was.

import type { ComparedRow } from '../api/types';
import type { Surface } from '../draw/surface';
import { dayOf } from '../format/dates';
import { days } from '../format/figures';
import { xAfter } from './axis';
import type { RowBar } from './bars';
import { PAINT, type Column } from './look';
import { paintShape } from './paintShape';
import type { Scene } from './scene';

/** A ring where the finish was expected then, and an arrow to where it is expected now. */
export function paintMoved(
  surface: Surface,
  scene: Scene,
  change: ComparedRow,
  y: number,
): void {
  const then = change.then?.forecast_finish;
  const now = change.now?.forecast_finish;
  if (!then || !now || !change.moved_days) return;
  const { unit, row } = scene.look.metrics;
  const colour = change.moved_days > 0 ? PAINT.late : PAINT.early;
  const x = (date: string) => scene.look.left + xAfter(scene.axis, dayOf(date)) - scene.scrollX;
  const [from, to] = [x(then), x(now)];
  const at = y + Math.round(row * 0.89);
  const pen = { colour, width: 1.6 * Math.max(1, unit * 0.8) };
  const ring = 2.6 * unit;
  const towards = Math.sign(to - from);
  surface.circle(from, at, ring, PAINT.paper, pen);
  if (Math.abs(to - from) < ring * 2) return;
  surface.line(from + towards * ring, at, to, at, pen);
  const head = 4.5 * unit;
  surface.shape([to, at, to - towards * head, at - head * 0.6, to - towards * head, at + head * 0.6], colour);
}

/** By how many days it moved, in place of the distance to the required date. */
export function movedLabel(
  scene: Scene,
  bar: RowBar,
  change: ComparedRow,
): { text: string; colour: string } | null {
  if (bar.finish === null || !change.moved_days) return null;
  const { moved_days: count } = change;
  const { lang, words } = scene;
  const size = days(Math.abs(count), lang).replace(/^\+/, '');
  return { text: words.moved(count, size), colour: count > 0 ? PAINT.late : PAINT.early };
}

const GROUND = { worse: '#fbe3e1', better: '#e0f0e6', new: '#e2ecf8' } as const;

/** The ground under a light that changed. */
export function paintLightGround(surface: Surface, scene: Scene, change: ComparedRow, column: Column, y: number): void {
  const ground = GROUND[change.change as keyof typeof GROUND];
  if (!ground) return;
  surface.rect(column.x, y + 2, column.width - 2, scene.look.metrics.row - 5, ground);
}

/** The light it was, small, under the light it is. True if something was written. */
export function paintLightBefore(
  surface: Surface,
  scene: Scene,
  change: ComparedRow,
  x: number,
  y: number,
): boolean {
  const { metrics } = scene.look;
  const style = { size: metrics.small - 1, colour: PAINT.muted } as const;
  if (change.change === 'new') {
    surface.text(x, y, scene.words.isNew, style);
    return true;
  }
  if (!change.then || change.then.light === change.now?.light) return false;
  surface.text(x, y, scene.words.was, style);
  const width = scene.measure(scene.words.was, style);
  paintShape(surface, change.then.light, x + width + 8 * metrics.unit, y, 4.5 * metrics.unit);
  return true;
}
