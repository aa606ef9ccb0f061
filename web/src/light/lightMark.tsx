import type { Colour } from '../api/types';
import type { Lang } from '../format/lang';
import { LIGHT_PAINT, lightWord } from './light';

/** The shape alone: ● ▲ ■ ◆ ○. Its word stands beside it or in its title. */
export function LightShape({ colour, size = 14 }: { colour: Colour; size?: number }) {
  const paint = LIGHT_PAINT[colour];
  return (
    <svg width={size} height={size} viewBox="0 0 16 16" aria-hidden="true" className="light-shape">
      {colour === 'green' && <circle cx="8" cy="8" r="6.5" fill={paint} />}
      {colour === 'yellow' && <path d="M8 1.2 15.4 14.4H.6Z" fill={paint} />}
      {colour === 'red' && <rect x="1.8" y="1.8" width="12.4" height="12.4" fill={paint} />}
      {colour === 'blue' && <path d="M8 .6 15.4 8 8 15.4.6 8Z" fill={paint} />}
      {colour === 'grey' && (
        <circle cx="8" cy="8" r="5.6" fill="none" stroke={paint} strokeWidth="2.4" />
      )}
    </svg>
  );
}

export function Light({ colour, lang, size }: { colour: Colour; lang: Lang; size?: number }) {
  return (
    <span className="light">
      <LightShape colour={colour} size={size} />
      <span>{lightWord(colour, lang)}</span>
    </span>
  );
}
