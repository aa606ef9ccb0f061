// How wide a text is, remembered: measuring is the dearest thing a scrolling canvas does.

import { fontOf, type TextStyle } from './surface';

export type Measure = (text: string, style: Pick<TextStyle, 'size' | 'weight'>) => number;

const LIMIT = 60_000;

/** Measures with the browser's own fonts; where there is no canvas, counts characters. */
export function browserMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d');
  if (!context || typeof context.measureText !== 'function') return countingMeasure;
  const known = new Map<string, number>();
  let font = '';
  return (text, style) => {
    const wanted = fontOf(style);
    const key = `${wanted}\n${text}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    if (wanted !== font) {
      context.font = wanted;
      font = wanted;
    }
    const width = context.measureText(text).width;
    if (known.size > LIMIT) known.clear();
    known.set(key, width);
    return width;
  };
}

/** A full-width character is as wide as the font is high, any other a little over half. */
export const countingMeasure: Measure = (text, style) => {
  let width = 0;
  for (const character of text) {
    width += (character.codePointAt(0) ?? 0) > 0x2e7f ? style.size : style.size * 0.56;
  }
  return width;
};

// A closing mark may not begin a line, an opening one may not end it.
const NEVER_FIRST = /^[，。、；：！？）】》”’%,.;:!?)\]}]/;
const NEVER_LAST = /[（【《“‘([{]$/;

/**
 * Breaks a text into at most `lines` lines of `width`. Latin words stay whole where they fit.
 * What does not fit ends in an ellipsis; the caller offers the whole text some other way.
 */
export function wrap(
  text: string,
  width: number,
  lines: number,
  style: Pick<TextStyle, 'size' | 'weight'>,
  measure: Measure,
): string[] {
  const pieces = text.match(/[A-Za-z0-9.\-/&']+|\s+|./gu) ?? [];
  const result: string[] = [];
  let line = '';
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] ?? '';
    if (!line && /^\s+$/.test(piece)) continue;
    if (measure(line + piece, style) <= width || (!line && measure(piece, style) > width)) {
      line += piece;
      if (measure(line, style) <= width) continue;
      return [...result, cut(line + pieces.slice(i + 1).join(''), width, style, measure)];
    }
    if (result.length === lines - 1) {
      return [...result, cut(line + pieces.slice(i).join(''), width, style, measure)];
    }
    let next = piece.trimStart();
    while (line.length > 1 && (NEVER_FIRST.test(next) || NEVER_LAST.test(line))) {
      next = line.slice(-1) + next;
      line = line.slice(0, -1);
    }
    result.push(line.trimEnd());
    line = next;
  }
  if (line) result.push(line.trimEnd());
  return result;
}

function cut(
  text: string,
  width: number,
  style: Pick<TextStyle, 'size' | 'weight'>,
  measure: Measure,
): string {
  if (measure(text, style) <= width) return text;
  const characters = Array.from(text);
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${characters.slice(0, middle).join('')}…`, style) <= width) low = middle;
    else high = middle - 1;
  }
  return `${characters.slice(0, low).join('').trimEnd()}…`;
}
