import type { Colour } from '../api/types';
import type { Surface } from '../draw/surface';
import { LIGHT_PAINT } from '../light/light';

/** ● ▲ ■ ◆ ○ at a place. */
export function paintShape(
  surface: Surface,
  colour: Colour,
  x: number,
  y: number,
  size: number,
): void {
  const paint = LIGHT_PAINT[colour];
  const s = size;
  if (colour === 'green') surface.circle(x, y, s * 0.95, paint);
  else if (colour === 'grey') {
    surface.circle(x, y, s * 0.8, null, { colour: paint, width: s * 0.34 });
  } else if (colour === 'yellow') {
    surface.shape([x, y - s, x + s * 1.1, y + s * 0.9, x - s * 1.1, y + s * 0.9], paint);
  } else if (colour === 'red') {
    surface.rect(x - s * 0.88, y - s * 0.88, s * 1.76, s * 1.76, paint);
  } else surface.shape([x, y - s * 1.1, x + s * 1.1, y, x, y + s * 1.1, x - s * 1.1, y], paint);
}
