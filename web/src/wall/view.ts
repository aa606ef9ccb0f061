// The wall on the page: a scrolling box, a canvas that stays in sight, and what the pointer and
// the keys do to it. React tells it what to show; scrolling never waits for React.

import { CanvasSurface } from '../draw/canvasSurface';
import { axisWidth, clampScale, dayAt, xAfter, xOf } from './axis';
import { barOf } from './bars';
import { paintWall } from './paintWall';
import type { Scene } from './scene';

export interface Parts {
  scroller: HTMLElement;
  sizer: HTMLElement;
  canvas: HTMLCanvasElement;
  tip: HTMLElement;
}

export interface Answers {
  open(index: number): void;
  walk(index: number): void;
  scale(scale: number): void;
  /** One line about a row, and about a gate if the pointer is on one. */
  tell(index: number, gate: { name: string; date: string; state: string } | null): string;
}

/** `opened`: the sheet of the active row is open, so that the row stays marked without focus. */
type Content = Omit<Scene, 'width' | 'height' | 'scrollX' | 'scrollY' | 'hover' | 'focused'> & {
  opened: boolean;
  /** The active row is kept in the middle. */
  centred: boolean;
};

export class WallView {
  private readonly parts: Parts;
  private readonly answers: Answers;
  private readonly surface: CanvasSurface;
  private content: Content | null = null;
  private hover = -1;
  private focused = false;
  private frame = 0;
  private ratio = 1;
  private width = 0;
  private height = 0;
  private placed = false;
  private readonly stop = new AbortController();
  private readonly watcher: ResizeObserver;

  constructor(parts: Parts, answers: Answers) {
    const context = parts.canvas.getContext('2d', { alpha: false });
    if (!context) throw new Error('no canvas');
    this.parts = parts;
    this.answers = answers;
    this.ratio = window.devicePixelRatio || 1;
    this.surface = new CanvasSurface(context);
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(parts.scroller);
    this.listen();
    this.resize();
    // Text that was drawn before its font arrived is drawn again.
    void document.fonts?.ready.then(() => this.request());
  }

  destroy(): void {
    this.stop.abort();
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
  }

  show(content: Content): void {
    const before = this.content;
    const anchor = before && before.axis.scale !== content.axis.scale ? this.anchorDay() : null;
    this.content = content;
    const { look, lines, axis } = content;
    this.parts.sizer.style.width = `${look.left + axisWidth(axis)}px`;
    this.parts.sizer.style.height = `${look.metrics.head + lines.length * look.metrics.row}px`;
    if (!this.placed && this.width > 0) this.toDay(content.today, 0.42);
    else if (anchor) this.toDay(anchor.day, anchor.share);
    if (before ? before.active !== content.active : content.active > 0) {
      this.reveal(content.active);
      this.face(content.active);
    }
    this.request();
  }

  /** Scrolls so that a day stands at a share of the visible time axis. */
  toDay(day: number, share: number): void {
    if (!this.content) return;
    const room = this.width - this.content.look.left;
    this.parts.scroller.scrollLeft = xOf(this.content.axis, day) - room * share;
    this.placed = true;
  }

  reveal(index: number): void {
    if (!this.content || index < 0) return;
    const { row, head } = this.content.look.metrics;
    const { scroller } = this.parts;
    const top = index * row;
    const room = this.height - head;
    if (this.content.centred) scroller.scrollTop = top - (room - row) / 2;
    else if (top < scroller.scrollTop) scroller.scrollTop = top;
    else if (top + row > scroller.scrollTop + room) scroller.scrollTop = top + row - room;
  }

  /** Scrolls the time axis if nothing of a row's bar is in sight. */
  private face(index: number): void {
    const line = this.content?.lines[index];
    if (!this.content || line?.kind !== 'row') return;
    const { axis, look, today } = this.content;
    const bar = barOf(line.row, today);
    const days = [bar.done[0]?.from, bar.ahead[0]?.from, bar.finish, bar.required];
    const known = days.filter((day) => day !== null && day !== undefined);
    if (known.length === 0) return;
    const left = this.parts.scroller.scrollLeft;
    const right = left + this.width - look.left;
    const [from, to] = [xOf(axis, Math.min(...known)), xAfter(axis, Math.max(...known))];
    if (to < left || from > right) this.toDay(Math.max(...known), 0.7);
  }

  /** Rows that fit between the head and the bottom: how far a page key goes. */
  page(): number {
    if (!this.content) return 10;
    const { row, head } = this.content.look.metrics;
    return Math.max(1, Math.floor((this.height - head) / row) - 1);
  }

  request(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw());
  }

  private pinned: { day: number; share: number } | null = null;

  private anchorDay(): { day: number; share: number } | null {
    const pinned = this.pinned;
    this.pinned = null;
    if (pinned || !this.content) return pinned;
    const { look, axis, today } = this.content;
    const room = this.width - look.left;
    const left = this.parts.scroller.scrollLeft;
    const share = (xOf(axis, today) - left) / room;
    if (share >= 0 && share <= 1) return { day: today, share };
    return { day: dayAt(axis, left + room / 2), share: 0.5 };
  }

  private draw(): void {
    this.frame = 0;
    if (!this.content || this.width === 0) return;
    this.surface.begin(this.ratio);
    paintWall(this.surface, {
      ...this.content,
      width: this.width,
      height: this.height,
      scrollX: this.parts.scroller.scrollLeft,
      scrollY: this.parts.scroller.scrollTop,
      active: this.content.opened || this.focused ? this.content.active : -1,
      hover: this.hover,
      focused: this.focused,
    });
    if (!this.parts.canvas.dataset.drawn && this.content.lines.length > 0) {
      this.parts.canvas.dataset.drawn = String(performance.now());
    }
  }

  private resize(): void {
    const { scroller, canvas } = this.parts;
    const ratio = window.devicePixelRatio || 1;
    const width = scroller.clientWidth;
    const height = scroller.clientHeight;
    if (width === this.width && height === this.height && ratio === this.ratio) return;
    this.width = width;
    this.height = height;
    this.ratio = ratio;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    if (this.content && !this.placed) this.toDay(this.content.today, 0.42);
    if (this.content?.centred) this.reveal(this.content.active);
    // Resizing clears the canvas: draw in the same frame, or it flashes.
    this.draw();
  }

  private listen(): void {
    const { scroller } = this.parts;
    const signal = this.stop.signal;
    scroller.addEventListener('scroll', () => this.request(), { signal, passive: true });
    scroller.addEventListener('pointermove', (event) => this.point(event), { signal });
    scroller.addEventListener('pointerleave', () => this.leave(), { signal });
    scroller.addEventListener('click', (event) => this.click(event), { signal });
    scroller.addEventListener('wheel', (event) => this.wheel(event), { signal, passive: false });
    scroller.addEventListener('focus', () => this.focus(true), { signal });
    scroller.addEventListener('blur', () => this.focus(false), { signal });
    window.addEventListener('resize', () => this.resize(), { signal });
  }

  private focus(focused: boolean): void {
    this.focused = focused && this.parts.scroller.matches(':focus-visible');
    this.request();
  }

  private indexAt(y: number): number {
    if (!this.content) return -1;
    const { row, head } = this.content.look.metrics;
    if (y < head) return -1;
    const index = Math.floor((y - head + this.parts.scroller.scrollTop) / row);
    return index < this.content.lines.length ? index : -1;
  }

  private point(event: PointerEvent): void {
    if (!this.content || event.pointerType === 'touch') return;
    const box = this.parts.scroller.getBoundingClientRect();
    const x = event.clientX - box.left;
    const index = this.indexAt(event.clientY - box.top);
    if (index !== this.hover) {
      this.hover = index;
      this.request();
    }
    const line = this.content.lines[index];
    const { tip } = this.parts;
    if (!line || line.kind !== 'row') {
      tip.hidden = true;
      return;
    }
    tip.textContent = this.answers.tell(index, this.gateAt(index, x));
    tip.hidden = false;
    const left = Math.min(x + 14, Math.max(8, box.width - tip.offsetWidth - 8));
    const below = event.clientY - box.top + 20;
    const top = below + tip.offsetHeight > box.height ? below - tip.offsetHeight - 30 : below;
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  private gateAt(index: number, x: number) {
    const line = this.content?.lines[index];
    if (!this.content || line?.kind !== 'row' || x < this.content.look.left) return null;
    const { axis, look, today } = this.content;
    const at = x - look.left + this.parts.scroller.scrollLeft;
    const reach = 7 * look.metrics.unit;
    const near = barOf(line.row, today).gates.filter(
      (gate) => Math.abs(xAfter(axis, gate.day) - at) <= reach,
    );
    return near[0] ?? null;
  }

  private leave(): void {
    this.hover = -1;
    this.parts.tip.hidden = true;
    this.request();
  }

  private click(event: MouseEvent): void {
    const box = this.parts.scroller.getBoundingClientRect();
    const index = this.indexAt(event.clientY - box.top);
    if (this.content?.lines[index]?.kind === 'row') this.answers.open(index);
  }

  private wheel(event: WheelEvent): void {
    if (!this.content || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const { axis, look } = this.content;
    const box = this.parts.scroller.getBoundingClientRect();
    const x = Math.max(0, event.clientX - box.left - look.left);
    const scale = clampScale(axis.scale * Math.exp(-event.deltaY * 0.002));
    const day = (x + this.parts.scroller.scrollLeft) / axis.scale + axis.from;
    this.pinned = { day, share: x / (this.width - look.left) };
    this.answers.scale(scale);
  }
}
