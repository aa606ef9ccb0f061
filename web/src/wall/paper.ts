// The wall on paper: the same drawing as on the page, all its lines, as SVG.

import { SvgSurface } from '../draw/svgSurface';
import { axisWidth } from './axis';
import { paintWall } from './paintWall';
import type { Scene } from './scene';

type Sheet = Omit<Scene, 'width' | 'height' | 'scrollX' | 'scrollY' | 'hover' | 'active' | 'focused'>;

export function wallSvg(sheet: Sheet, title: string): string {
  const { metrics, left } = sheet.look;
  const width = left + axisWidth(sheet.axis);
  const height = metrics.head + sheet.lines.length * metrics.row + 1;
  const surface = new SvgSurface();
  paintWall(surface, {
    ...sheet,
    width,
    height,
    scrollX: 0,
    scrollY: 0,
    hover: -1,
    active: -1,
    focused: false,
  });
  return surface.toString(width, height, title);
}

export function saveFile(text: string, name: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Puts the drawing into the page's paper layer, which only a printer sees. */
export function printSvg(svg: string): void {
  const paper = document.getElementById('paper');
  if (!paper) return;
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  paper.replaceChildren(document.importNode(parsed, true));
  window.addEventListener('afterprint', () => paper.replaceChildren(), { once: true });
  window.print();
}
