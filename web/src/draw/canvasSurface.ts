import { fontOf, type Stroke, type Surface, type TextStyle } from './surface';

/** Draws on a canvas in CSS pixels; the caller has scaled the context by the pixel ratio. */
export class CanvasSurface implements Surface {
  private readonly context: CanvasRenderingContext2D;
  private ratio = 1;
  private readonly hatches = new Map<string, CanvasPattern | null>();
  private font = '';

  constructor(context: CanvasRenderingContext2D) {
    this.context = context;
  }

  /** At the beginning of each drawing: resizing a canvas resets its context. */
  begin(ratio: number): void {
    if (ratio !== this.ratio) this.hatches.clear();
    this.ratio = ratio;
    this.font = '';
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.context.textBaseline = 'middle';
  }

  clip(x: number, y: number, width: number, height: number): void {
    this.context.save();
    this.context.beginPath();
    this.context.rect(x, y, width, height);
    this.context.clip();
  }

  unclip(): void {
    this.context.restore();
    this.font = '';
  }

  rect(x: number, y: number, width: number, height: number, fill: string): void {
    this.context.fillStyle = fill;
    this.context.fillRect(x, y, width, height);
  }

  frame(x: number, y: number, width: number, height: number, stroke: Stroke): void {
    this.pen(stroke);
    this.context.strokeRect(x, y, width, height);
  }

  line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): void {
    this.pen(stroke);
    this.context.beginPath();
    this.context.moveTo(this.crisp(x1, x1 === x2), this.crisp(y1, y1 === y2));
    this.context.lineTo(this.crisp(x2, x1 === x2), this.crisp(y2, y1 === y2));
    this.context.stroke();
  }

  shape(points: readonly number[], fill: string | null, stroke?: Stroke): void {
    const path = this.context;
    path.beginPath();
    for (let i = 0; i + 1 < points.length; i += 2) {
      path.lineTo(points[i] ?? 0, points[i + 1] ?? 0);
    }
    path.closePath();
    this.finish(fill, stroke);
  }

  circle(x: number, y: number, radius: number, fill: string | null, stroke?: Stroke): void {
    this.context.beginPath();
    this.context.arc(x, y, radius, 0, Math.PI * 2);
    this.finish(fill, stroke);
  }

  hatch(x: number, y: number, width: number, height: number, colour: string): void {
    let pattern = this.hatches.get(colour);
    if (pattern === undefined) {
      pattern = hatchPattern(this.context, colour, this.ratio);
      this.hatches.set(colour, pattern);
    }
    this.context.fillStyle = pattern ?? colour;
    this.context.fillRect(x, y, width, height);
  }

  text(x: number, y: number, text: string, style: TextStyle): void {
    const font = fontOf(style);
    if (font !== this.font) {
      this.context.font = font;
      this.font = font;
    }
    this.context.textAlign = style.align ?? 'left';
    this.context.fillStyle = style.colour;
    this.context.fillText(text, x, y);
  }

  private finish(fill: string | null, stroke?: Stroke): void {
    if (fill) {
      this.context.fillStyle = fill;
      this.context.fill();
    }
    if (stroke) {
      this.pen(stroke);
      this.context.stroke();
    }
  }

  private pen(stroke: Stroke): void {
    this.context.strokeStyle = stroke.colour;
    this.context.lineWidth = stroke.width ?? 1;
    this.context.setLineDash(stroke.dash ? [...stroke.dash] : []);
  }

  // A one-pixel line across a pixel border is two grey ones: move it to the pixel's middle.
  private crisp(value: number, along: boolean): number {
    if (!along) return value;
    return (Math.round(value * this.ratio) + 0.5) / this.ratio;
  }
}

function hatchPattern(
  context: CanvasRenderingContext2D,
  colour: string,
  ratio: number,
): CanvasPattern | null {
  const side = Math.max(6, Math.round(6 * ratio));
  const tile = document.createElement('canvas');
  tile.width = side;
  tile.height = side;
  const pen = tile.getContext('2d');
  if (!pen) return null;
  pen.strokeStyle = colour;
  pen.lineWidth = 1.4 * ratio;
  pen.beginPath();
  for (const shift of [-side, 0, side]) {
    pen.moveTo(shift - 1, side + 1);
    pen.lineTo(shift + side + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern;
}
