import { describe, expect, it } from 'vitest';

import { countingMeasure, wrap } from './measure';
import { SvgSurface } from './svgSurface';

const style = { size: 10 };
const lines = (text: string, width: number, most = 2) => wrap(text, width, most, style, countingMeasure);

describe('wrap', () => {
  it('breaks a long Chinese name into two lines', () => {
    expect(lines('青石生物医药中试基地及配套检测平台项目', 130)).toEqual([
      '青石生物医药中试基地及配套',
      '检测平台项目',
    ]);
  });

  it('ends in an ellipsis only where two lines are not enough', () => {
    expect(lines('一二三四五六七八九十', 40)).toEqual(['一二三四', '五六七…']);
  });

  it('keeps Latin words and numbers whole', () => {
    expect(lines('Battery housing plant phase 2', 100)).toEqual(['Battery housing', 'plant phase 2']);
    expect(lines('松溪110220千伏输变电', 40, 3)).toEqual(['松溪', '110220', '千伏输…']);
  });

  it('never begins a line with a closing mark', () => {
    expect(lines('智能装备产业园（二期）项目', 100)).toEqual(['智能装备产业园（二', '期）项目']);
    for (const line of lines('智能装备产业园区（二）期项目', 100)) expect(line).not.toMatch(/^）/);
  });

  it('cuts a word that fits on no line, and survives an empty text', () => {
    expect(lines('Incomprehensibilities', 50, 1)[0]).toMatch(/…$/);
    expect(lines('', 50)).toEqual([]);
  });
});

describe('SvgSurface', () => {
  it('writes attributes only and escapes what it is given', () => {
    const surface = new SvgSurface();
    surface.clip(0, 0, 10, 10);
    surface.text(1, 2, '<b>&"', { size: 12, colour: '#000' });
    surface.unclip();
    surface.hatch(0, 0, 5, 5, '#123456');
    surface.hatch(5, 0, 5, 5, '#123456');
    const svg = surface.toString(100, 50, 'a "wall" & more');
    expect(svg).toContain('&lt;b&gt;&amp;&quot;');
    expect(svg).toContain('<title>a &quot;wall&quot; &amp; more</title>');
    expect(svg.match(/<pattern /g)).toHaveLength(1);
    expect(svg).not.toContain('style=');
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml');
    expect(parsed.querySelectorAll('rect').length).toBeGreaterThan(0);
  });
});
