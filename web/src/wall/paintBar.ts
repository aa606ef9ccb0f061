// The bar of one row: baseline thin, actual solid, rest of the plan hatched, float faint.

import type { ComparedRow } from '../api/types';
import { days } from '../format/figures';
import type { Surface } from '../draw/surface';
import { xAfter, xOf } from './axis';
import type { RowBar } from './bars';
import { PAINT } from './look';
import { movedLabel } from './paintChange';
import type { Scene } from './scene';

interface Frame {
  top: number;
  middle: number;
  height: number;
  bottom: number;
}

function frameOf(scene: Scene, y: number): Frame {
  const { row } = scene.look.metrics;
  const height = Math.round(row * 0.34);
  const top = y + Math.round(row * 0.26);
  return { top, height, middle: top + height / 2, bottom: top + height };
}

export function paintBar(surface: Surface, scene: Scene, bar: RowBar, y: number): void {
  const { row, unit } = scene.look.metrics;
  const frame = frameOf(scene, y);
  paintBaseline(surface, scene, bar, y + Math.round(row * 0.79));
  paintFloat(surface, scene, bar, frame);
  paintWork(surface, scene, bar, frame);
  paintLastMoment(surface, scene, bar, frame, unit);
  paintRequired(surface, scene, bar, frame, unit);
  paintGates(surface, scene, bar, frame, unit);
}

/** Left edge of the drawing of a day, on the scrolled wall. */
function at(scene: Scene, day: number): number {
  return scene.look.left + xOf(scene.axis, day) - scene.scrollX;
}

function after(scene: Scene, day: number): number {
  return scene.look.left + xAfter(scene.axis, day) - scene.scrollX;
}

function paintBaseline(surface: Surface, scene: Scene, bar: RowBar, y: number): void {
  if (!bar.baseline) return;
  const from = at(scene, bar.baseline.from);
  const to = after(scene, bar.baseline.to);
  const pen = { colour: PAINT.baseline, width: 1.5 * Math.max(1, scene.look.metrics.unit * 0.8) };
  surface.line(from, y, to, y, pen);
  surface.line(from, y - 3, from, y + 3, pen);
  surface.line(to, y - 3, to, y + 3, pen);
}

function paintFloat(surface: Surface, scene: Scene, bar: RowBar, frame: Frame): void {
  if (bar.floatUntil === null || bar.finish === null || bar.floatUntil <= bar.finish) return;
  const from = after(scene, bar.finish);
  const thin = Math.round(frame.height * 0.4);
  const width = after(scene, bar.floatUntil) - from;
  surface.rect(from, frame.middle - thin / 2, width, thin, PAINT.float);
}

function paintWork(surface: Surface, scene: Scene, bar: RowBar, frame: Frame): void {
  for (const span of bar.done) {
    const x = at(scene, span.from);
    surface.rect(x, frame.top, Math.max(1.5, after(scene, span.to) - x), frame.height, PAINT.done);
  }
  const limit = bar.required;
  for (const span of bar.ahead) {
    const x = at(scene, span.from);
    const end = after(scene, span.to);
    const turn = limit !== null && limit < span.to ? Math.max(x, after(scene, limit)) : end;
    paintPlan(surface, x, turn - x, frame, PAINT.planBack, PAINT.plan);
    paintPlan(surface, turn, end - turn, frame, PAINT.lateBack, PAINT.late);
  }
  for (const span of bar.critical) {
    const x = at(scene, span.from);
    const width = after(scene, span.to) - x;
    if (width < 2) continue;
    surface.frame(x, frame.top, width, frame.height, { colour: PAINT.critical, width: 1.2 });
  }
}

function paintPlan(
  surface: Surface,
  x: number,
  width: number,
  frame: Frame,
  back: string,
  line: string,
): void {
  if (width <= 0) return;
  surface.rect(x, frame.top, width, frame.height, back);
  surface.hatch(x, frame.top, width, frame.height, line);
}

// A small hook at the last day on which the next step may begin.
function paintLastMoment(
  surface: Surface,
  scene: Scene,
  bar: RowBar,
  frame: Frame,
  unit: number,
): void {
  if (bar.lastMoment === null) return;
  const x = after(scene, bar.lastMoment);
  const gone = bar.lastMoment < scene.today;
  const pen = { colour: gone ? PAINT.late : PAINT.ink, width: 1.6 * Math.max(1, unit * 0.8) };
  const foot = frame.bottom + 4 * unit;
  surface.line(x, frame.top - 2 * unit, x, foot, pen);
  surface.line(x - 5 * unit, foot, x, foot, pen);
  surface.line(x - 5 * unit, foot - 3 * unit, x - 5 * unit, foot, pen);
}

function paintRequired(
  surface: Surface,
  scene: Scene,
  bar: RowBar,
  frame: Frame,
  unit: number,
): void {
  if (bar.required === null) return;
  const width = Math.round(4 * unit);
  const x = after(scene, bar.required) - width / 2;
  const over = Math.round(4 * unit);
  surface.rect(x - 1, frame.top - over - 1, width + 2, frame.height + 2 * over + 2, PAINT.paper);
  surface.rect(x, frame.top - over, width, frame.height + 2 * over, PAINT.ink);
}

function paintGates(
  surface: Surface,
  scene: Scene,
  bar: RowBar,
  frame: Frame,
  unit: number,
): void {
  const size = 5 * unit;
  for (const gate of bar.gates) {
    const x = after(scene, gate.day);
    if (x < scene.look.left - 20 || x > scene.width + 20) continue;
    const y = frame.middle;
    const points = [x, y - size, x + size, y, x, y + size, x - size, y];
    const colour = gate.state === 'late' ? PAINT.late : PAINT.ink;
    const pen = { colour: gate.state === 'met' ? PAINT.paper : colour, width: 1.3 * unit };
    surface.shape(points, gate.state === 'met' ? PAINT.ink : PAINT.paper, pen);
  }
}

// The distance from the required date to the finish, drawn and told in days.
export function paintDistance(
  surface: Surface,
  scene: Scene,
  bar: RowBar,
  y: number,
  { ground, change }: { ground: string; change: ComparedRow | undefined },
): void {
  const { unit } = scene.look.metrics;
  const frame = frameOf(scene, y);
  if (bar.finish === null) return;
  const finish = after(scene, bar.finish);
  const required = bar.required === null ? null : after(scene, bar.required);
  if (bar.finished) paintFlag(surface, finish, frame, unit, PAINT.late);
  else if (required !== null && bar.required !== null && bar.required < scene.today) {
    paintFlag(surface, required, frame, unit, PAINT.ink);
  }
  paintElsewhere(surface, scene, bar, frame);
  const told = scene.changes ? change && movedLabel(scene, bar, change) : ownLabel(scene, bar);
  if (bar.delayDays) paintReach(surface, bar.delayDays > 0, { required, finish }, frame, unit);
  if (!told) return;
  // Past everything that is drawn, so that the label stands on free ground.
  const last = Math.max(bar.finish, bar.ahead.at(-1)?.to ?? 0, bar.floatUntil ?? 0);
  const edge = Math.max(after(scene, last), required ?? finish);
  const style = { size: scene.look.metrics.small, colour: told.colour, weight: 600 } as const;
  const width = scene.measure(told.text, style);
  const x = edge + 8 * unit;
  if (x < scene.look.left) return;
  surface.rect(x - 2, frame.middle - style.size * 0.6, width + 4, style.size * 1.2, ground);
  surface.text(x, frame.middle, told.text, style);
}

function ownLabel(scene: Scene, bar: RowBar): { text: string; colour: string } | null {
  if (!bar.delayDays) return null;
  return { text: days(bar.delayDays, scene.lang), colour: bar.delayDays > 0 ? PAINT.late : PAINT.early };
}

// The stretch between the required date and the finish.
function paintReach(
  surface: Surface,
  late: boolean,
  ends: { required: number | null; finish: number },
  frame: Frame,
  unit: number,
): void {
  const { required, finish } = ends;
  if (required === null) return;
  const pen = { colour: late ? PAINT.late : PAINT.early, width: Math.max(1, unit) };
  const y = frame.top - Math.round(3 * unit);
  surface.line(required, y, finish, y, pen);
  surface.line(finish, y - 2 * unit, finish, frame.bottom, pen);
}

// A bar that lies outside the visible time is pointed at.
function paintElsewhere(surface: Surface, scene: Scene, bar: RowBar, frame: Frame): void {
  const { left, metrics } = scene.look;
  const style = { size: metrics.font, colour: PAINT.faint } as const;
  const last = Math.max(bar.finish ?? -Infinity, bar.required ?? -Infinity);
  const first = bar.done[0]?.from ?? bar.ahead[0]?.from ?? bar.baseline?.from ?? last;
  if (after(scene, last) < left) surface.text(left + 6 * metrics.unit, frame.middle, '◂', style);
  else if (at(scene, first) > scene.width) {
    surface.text(scene.width - 8 * metrics.unit, frame.middle, '▸', { ...style, align: 'right' });
  }
}

// Red flag: done. Black flag: the date has passed. As on paper walls.
function paintFlag(surface: Surface, x: number, frame: Frame, unit: number, colour: string): void {
  const top = frame.top - 5 * unit;
  surface.line(x, top, x, frame.bottom, { colour, width: 1.4 * unit });
  surface.shape([x, top, x + 8 * unit, top + 3.5 * unit, x, top + 7 * unit], colour);
}
