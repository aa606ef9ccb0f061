// 挂图: the whole drawing, from the lines that can be seen to the head that stays.

import type { Surface } from '../draw/surface';
import { boundaries, dayAt, ticksOf, xOf, type Tick } from './axis';
import { barOf } from './bars';
import { PAINT } from './look';
import { paintBar, paintDistance } from './paintBar';
import { paintCells, paintGroup } from './paintCells';
import { paintMoved } from './paintChange';
import type { Scene } from './scene';

/** The lines that a drawing shows, first and one past the last. */
export function visible(scene: Scene): [number, number] {
  const { row, head } = scene.look.metrics;
  const first = Math.max(0, Math.floor(scene.scrollY / row));
  const last = Math.ceil((scene.scrollY + scene.height - head) / row);
  return [first, Math.min(scene.lines.length, Math.max(first, last))];
}

export function paintWall(surface: Surface, scene: Scene): void {
  const { look, width, height } = scene;
  const { row, head } = look.metrics;
  surface.rect(0, 0, width, height, PAINT.paper);
  const [first, last] = visible(scene);
  const bottom = Math.min(height, head + scene.lines.length * row - scene.scrollY);

  surface.clip(0, head, width, height - head);
  for (let i = first; i < last; i++) paintGround(surface, scene, i, head + i * row - scene.scrollY);
  surface.unclip();

  surface.clip(look.left, head, width - look.left, height - head);
  paintGrid(surface, scene, bottom);
  for (let i = first; i < last; i++) {
    const line = scene.lines[i];
    const y = head + i * row - scene.scrollY;
    if (line?.kind === 'row') paintBar(surface, scene, barOf(line.row, scene.today), y);
  }
  paintToday(surface, scene, head, bottom);
  for (let i = first; i < last; i++) {
    const line = scene.lines[i];
    const y = head + i * row - scene.scrollY;
    if (line?.kind !== 'row') continue;
    const change = scene.changes?.get(line.row.id);
    if (change) paintMoved(surface, scene, change, y);
    paintDistance(surface, scene, barOf(line.row, scene.today), y, { ground: groundOf(scene, i), change });
  }
  surface.unclip();

  surface.clip(0, head, width, height - head);
  for (let i = first; i < last; i++) {
    const line = scene.lines[i];
    const y = head + i * row - scene.scrollY;
    if (line?.kind === 'row') paintCells(surface, scene, line.row, y);
    else if (line) paintGroup(surface, scene, line, y);
    if (i === scene.active) paintActive(surface, scene, y);
  }
  surface.unclip();

  paintHead(surface, scene);
  surface.line(look.left, 0, look.left, bottom, { colour: PAINT.ruleStrong });
}

function groundOf(scene: Scene, index: number): string {
  if (index === scene.active) return PAINT.active;
  return index === scene.hover ? PAINT.hover : PAINT.paper;
}

function paintGround(surface: Surface, scene: Scene, index: number, y: number): void {
  const { row } = scene.look.metrics;
  const ground = groundOf(scene, index);
  if (ground !== PAINT.paper) surface.rect(0, y, scene.width, row, ground);
  surface.line(0, y + row - 1, scene.width, y + row - 1, { colour: PAINT.rule });
}

function paintActive(surface: Surface, scene: Scene, y: number): void {
  const { row } = scene.look.metrics;
  surface.rect(0, y, 4, row, PAINT.accent);
  if (!scene.focused) return;
  surface.frame(1, y + 0.5, scene.width - 2, row - 2, { colour: PAINT.accent, width: 2 });
}

function paintGrid(surface: Surface, scene: Scene, bottom: number): void {
  const { axis, look } = scene;
  const from = dayAt(axis, scene.scrollX);
  const to = dayAt(axis, scene.scrollX + scene.width - look.left);
  const x = (day: number) => look.left + xOf(axis, day) - scene.scrollX;
  for (const tick of ticksOf(axis, from, to, scene.lang, look.metrics.unit).lower) {
    surface.line(x(tick.from), look.metrics.head, x(tick.from), bottom, { colour: '#f0f2f5' });
  }
  for (const { day, year } of boundaries(from, to)) {
    const pen = year
      ? { colour: PAINT.ruleStrong, width: 1.4 }
      : { colour: PAINT.half, width: 1, dash: [5, 4] };
    surface.line(x(day), look.metrics.head, x(day), bottom, pen);
  }
}

function paintToday(surface: Surface, scene: Scene, top: number, bottom: number): void {
  const x = scene.look.left + xOf(scene.axis, scene.today) - scene.scrollX;
  const width = 1.6 * Math.max(1, scene.look.metrics.unit * 0.8);
  surface.line(x, top, x, bottom, { colour: PAINT.accent, width });
}

function paintHead(surface: Surface, scene: Scene): void {
  const { look, axis } = scene;
  const { head, small, unit } = look.metrics;
  surface.rect(0, 0, scene.width, head, PAINT.band);
  const from = dayAt(axis, scene.scrollX);
  const to = dayAt(axis, scene.scrollX + scene.width - look.left);
  const ticks = ticksOf(axis, from, to, scene.lang, unit);
  const split = Math.round(head * 0.5);

  surface.clip(look.left, 0, scene.width - look.left, head);
  paintTicks(surface, scene, ticks.upper, 0, split, 600);
  paintTicks(surface, scene, ticks.lower, split, head, 400);
  const x = look.left + xOf(axis, scene.today) - scene.scrollX;
  const style = { size: small - 1, colour: '#ffffff', weight: 600 } as const;
  const width = scene.measure(scene.words.today, style) + 10 * unit;
  const tag = Math.round(head * 0.4);
  surface.rect(x - width / 2, head - tag - 1, width, tag, PAINT.accent);
  surface.text(x, head - tag / 2 - 1, scene.words.today, { ...style, align: 'center' });
  surface.unclip();

  for (const column of look.columns) paintColumnHead(surface, scene, column);
  surface.line(0, head - 1, scene.width, head - 1, { colour: PAINT.ruleStrong });
}

function paintTicks(
  surface: Surface,
  scene: Scene,
  ticks: readonly Tick[],
  top: number,
  bottom: number,
  weight: 400 | 600,
): void {
  const { look, axis } = scene;
  const { small, unit } = look.metrics;
  const style = { size: small, colour: weight === 600 ? PAINT.ink : PAINT.muted, weight } as const;
  for (const tick of ticks) {
    const left = look.left + xOf(axis, tick.from) - scene.scrollX;
    const right = look.left + xOf(axis, tick.to + 1) - scene.scrollX;
    surface.line(left, top, left, bottom, { colour: PAINT.half });
    if (!tick.label) continue;
    const width = scene.measure(tick.label, style);
    // The label of a year stays in sight while any part of the year is.
    const start = weight === 600 ? Math.max(left, look.left) + 6 * unit : (left + right - width) / 2;
    if (start + width > right) continue;
    surface.text(start, (top + bottom) / 2 + 0.5, tick.label, style);
  }
}

function paintColumnHead(
  surface: Surface,
  scene: Scene,
  column: { key: string; x: number; width: number },
): void {
  const { head, small, leading, unit } = scene.look.metrics;
  const { words } = scene;
  const pad = 6 * unit;
  const style = { size: small, colour: PAINT.muted, weight: 500 } as const;
  const text = {
    no: [words.no],
    name: [words.project],
    unit: [words.unit, words.sponsor],
    stage: [words.stage],
    light: [words.light],
    money: [words.money, words.share],
  }[column.key] ?? [''];
  const right = column.key === 'money' || column.key === 'no';
  text.forEach((line, index) => {
    const y = head / 2 + (index - (text.length - 1) / 2) * leading;
    const x = right ? column.x + column.width - pad : column.x + pad;
    surface.text(x, y, line, { ...style, align: right ? 'right' : 'left' });
  });
}
