// The long picture: a bulletin drawn for a phone, from the same value as its text. Laid out first,
// so that the canvas has its height before anything is painted.

import type { Bulletin } from '../api/types';
import { wrap, type Measure } from '../draw/measure';
import type { Surface, TextStyle } from '../draw/surface';
import { say, type Lang } from '../format/lang';

/** A phone's width in CSS pixels, twice drawn. */
export const WIDTH = 750;
const EDGE = 40;
const INDENT = 48;
/** Rows of one picture: more, and no browser draws it and nobody reads it. */
export const ROWS_MAX = 100;

const INK = '#1a2430';
const MUTED = '#56616f';
const DEEP = '#12365f';
const ACCENT = '#12509b';
const LATE = '#c0262a';
const RULE = '#e4e8ed';
const GROUND = '#f4f6f9';

type Draw = (surface: Surface) => void;

export interface Picture {
  height: number;
  paint: Draw;
  /** Rows it leaves out. */
  leftOut: number;
}

export interface PictureWords {
  more: (count: number) => string;
  withheld: (count: number) => string;
  code: string;
  synthetic: string;
}

/** Lays lines under one another. */
class Column {
  y = 0;
  readonly draws: Draw[] = [];
  private readonly measure: Measure;

  constructor(measure: Measure) {
    this.measure = measure;
  }

  lines(text: string, x: number, style: TextStyle, most: number): number {
    const lines = wrap(text, WIDTH - EDGE - x, most, style, this.measure);
    const step = Math.round(style.size * 1.5);
    for (const line of lines) {
      const middle = this.y + step / 2;
      this.draws.push((surface) => surface.text(x, middle, line, style));
      this.y += step;
    }
    return lines.length;
  }

  behind(draw: Draw): void {
    this.draws.unshift(draw);
  }
}

export function layOut(bulletin: Bulletin, lang: Lang, words: PictureWords, measure: Measure): Picture {
  const column = new Column(measure);
  head(column, bulletin, lang);
  let number = 0;
  let leftOut = 0;
  for (const group of bulletin.groups) {
    const rows = group.rows.slice(0, Math.max(0, ROWS_MAX - number));
    leftOut += group.rows.length - rows.length;
    if (rows.length === 0) continue;
    column.y += 26;
    groupTitle(column, `${say(group.word, lang)}（${group.rows.length}）`);
    const top = column.y;
    rows.forEach((row, at) => {
      number += 1;
      rowLines(column, row, number, lang);
      if (at + 1 < rows.length) separator(column);
    });
    const height = column.y - top;
    column.behind((surface) => {
      surface.rect(EDGE - 16, top, WIDTH - 2 * EDGE + 32, height, '#ffffff');
      surface.frame(EDGE - 16, top, WIDTH - 2 * EDGE + 32, height, { colour: RULE });
    });
  }
  foot(column, bulletin, words, leftOut);
  const height = Math.ceil(column.y);
  column.behind((surface) => surface.rect(0, 0, WIDTH, height, GROUND));
  const { draws } = column;
  return { height, leftOut, paint: (surface) => draws.forEach((draw) => draw(surface)) };
}

function head(column: Column, bulletin: Bulletin, lang: Lang): void {
  column.y = 40;
  column.lines(bulletin.zone, EDGE, { size: 24, colour: '#c9d8ec' }, 2);
  column.y += 2;
  column.lines(say(bulletin.title, lang), EDGE, { size: 44, colour: '#ffffff', weight: 600 }, 1);
  column.y += 2;
  const who = `${bulletin.on}  ${say(bulletin.addressee, lang)}`;
  column.lines(who, EDGE, { size: 24, colour: '#ffffff' }, 2);
  column.lines(say(bulletin.summary, lang), EDGE, { size: 22, colour: '#f0d38a' }, 2);
  column.y += 24;
  const height = column.y;
  column.behind((surface) => {
    surface.rect(0, 0, WIDTH, height, DEEP);
    surface.rect(0, height - 6, WIDTH, 6, '#f0b429');
  });
}

function groupTitle(column: Column, text: string): void {
  const middle = column.y + 18;
  column.draws.push((surface) => surface.rect(EDGE - 16, middle - 13, 6, 26, ACCENT));
  column.lines(text, EDGE + 2, { size: 26, colour: ACCENT, weight: 600 }, 1);
  column.y += 6;
}

function rowLines(column: Column, row: Bulletin['groups'][number]['rows'][number], number: number, lang: Lang): void {
  column.y += 16;
  const middle = column.y + 18;
  const colour = row.urgent ? LATE : ACCENT;
  column.draws.push((surface) => {
    surface.circle(EDGE + 14, middle, 17, colour);
    surface.text(EDGE + 14, middle, String(number), { size: 18, colour: '#ffffff', weight: 600, align: 'center' });
  });
  const x = EDGE + INDENT;
  if (row.unit) column.lines(row.unit, x, { size: 22, colour: MUTED }, 2);
  column.lines(say(row.title, lang), x, { size: 25, colour: INK, weight: 600 }, 4);
  if (row.detail) column.lines(say(row.detail, lang), x, { size: 23, colour: MUTED }, 4);
  if (row.due_on && row.time) {
    const time = `${row.due_on}  ${say(row.time, lang)}`;
    column.lines(time, x, { size: 23, colour: row.urgent ? LATE : ACCENT, weight: 500 }, 2);
  }
  column.y += 16;
}

function separator(column: Column): void {
  const { y } = column;
  column.draws.push((surface) => surface.line(EDGE + INDENT, y, WIDTH - EDGE, y, { colour: RULE }));
}

function foot(column: Column, bulletin: Bulletin, words: PictureWords, leftOut: number): void {
  column.y += 26;
  const style: TextStyle = { size: 21, colour: MUTED };
  if (leftOut > 0) column.lines(words.more(leftOut), EDGE, style, 2);
  if (bulletin.withheld > 0) column.lines(words.withheld(bulletin.withheld), EDGE, style, 2);
  column.lines(`${words.code} ${bulletin.short_code} · #${bulletin.known_seq}`, EDGE, style, 1);
  if (bulletin.synthetic) column.lines(words.synthetic, EDGE, { ...style, colour: '#7d5600' }, 1);
  column.y += 28;
}
