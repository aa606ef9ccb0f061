import { FONT_FAMILY, type Stroke, type Surface, type TextStyle } from './surface';

const n = (value: number): string => String(Math.round(value * 100) / 100);

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** Collects the drawing as SVG text, for paper and for files. Attributes only, no styles. */
export class SvgSurface implements Surface {
  private readonly parts: string[] = [];
  private readonly definitions: string[] = [];
  private readonly hatches = new Map<string, string>();
  private clips = 0;

  clip(x: number, y: number, width: number, height: number): void {
    const id = `clip${this.clips++}`;
    this.definitions.push(
      `<clipPath id="${id}"><rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"/></clipPath>`,
    );
    this.parts.push(`<g clip-path="url(#${id})">`);
  }

  unclip(): void {
    this.parts.push('</g>');
  }

  rect(x: number, y: number, width: number, height: number, fill: string): void {
    this.parts.push(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(width, 0))}" height="${n(height)}" fill="${fill}"/>`,
    );
  }

  frame(x: number, y: number, width: number, height: number, stroke: Stroke): void {
    this.parts.push(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(width, 0))}" height="${n(height)}" fill="none"${pen(stroke)}/>`,
    );
  }

  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void {
    this.parts.push(
      `<line x1="${n(x1)}" y1="${n(y1)}" x2="${n(x2)}" y2="${n(y2)}"${pen(stroke)}/>`,
    );
  }

  shape(points: readonly number[], fill: string | null, stroke?: Stroke): void {
    this.parts.push(
      `<polygon points="${points.map(n).join(' ')}" fill="${fill ?? 'none'}"${stroke ? pen(stroke) : ''}/>`,
    );
  }

  circle(x: number, y: number, radius: number, fill: string | null, stroke?: Stroke): void {
    this.parts.push(
      `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" fill="${fill ?? 'none'}"${stroke ? pen(stroke) : ''}/>`,
    );
  }

  hatch(x: number, y: number, width: number, height: number, colour: string): void {
    let id = this.hatches.get(colour);
    if (!id) {
      id = `hatch${this.hatches.size}`;
      this.hatches.set(colour, id);
      this.definitions.push(
        `<pattern id="${id}" width="6" height="6" patternUnits="userSpaceOnUse">` +
          `<path d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" stroke="${colour}" stroke-width="1.4"/></pattern>`,
      );
    }
    this.rect(x, y, width, height, `url(#${id})`);
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const anchor = { left: 'start', right: 'end', center: 'middle' }[style.align ?? 'left'];
    this.parts.push(
      `<text x="${n(x)}" y="${n(y)}" font-size="${n(style.size)}" font-weight="${style.weight ?? 400}"` +
        ` fill="${style.colour}" text-anchor="${anchor}" dominant-baseline="central">${escape(text)}</text>`,
    );
  }

  /** The whole drawing; `title` is what a screen reader and the file say it is. */
  toString(width: number, height: number, title: string): string {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${n(width)} ${n(height)}" role="img"` +
      ` width="${n(width)}" height="${n(height)}" font-family="${escape(FONT_FAMILY)}">` +
      `<title>${escape(title)}</title><defs>${this.definitions.join('')}</defs>` +
      `${this.parts.join('')}</svg>`
    );
  }
}

function pen(stroke: Stroke): string {
  const dash = stroke.dash ? ` stroke-dasharray="${stroke.dash.join(' ')}"` : '';
  return ` stroke="${stroke.colour}" stroke-width="${n(stroke.width ?? 1)}"${dash}`;
}
