// A surface is something to draw on. The wall is drawn by the same code on the page's canvas and
// as SVG for paper, so nothing here may know which of the two it is.

export interface Stroke {
  colour: string;
  width?: number;
  dash?: readonly number[];
}

export interface TextStyle {
  size: number;
  colour: string;
  weight?: 400 | 500 | 600;
  align?: 'left' | 'right' | 'center';
}

export interface Surface {
  /** Everything until `unclip` stays inside the rectangle. Clips do not nest. */
  clip(x: number, y: number, width: number, height: number): void;
  unclip(): void;
  rect(x: number, y: number, width: number, height: number, fill: string): void;
  frame(x: number, y: number, width: number, height: number, stroke: Stroke): void;
  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void;
  /** A closed outline through the points x0, y0, x1, y1, ... */
  shape(points: readonly number[], fill: string | null, stroke?: Stroke): void;
  circle(x: number, y: number, radius: number, fill: string | null, stroke?: Stroke): void;
  /** Slanted lines: the part of the plan that is still ahead. */
  hatch(x: number, y: number, width: number, height: number, colour: string): void;
  /** `y` is the middle of the line. */
  text(x: number, y: number, text: string, style: TextStyle): void;
}

export const FONT_FAMILY =
  '"Noto Sans SC", "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "HarmonyOS Sans SC", ' +
  '"Source Han Sans SC", system-ui, sans-serif';

export function fontOf(style: Pick<TextStyle, 'size' | 'weight'>): string {
  return `${style.weight ?? 400} ${style.size}px ${FONT_FAMILY}`;
}
