import type { MarkedText } from '../api/types';

/** A piece of a text with what was looked for marked in it. */
export function Marked({ text }: { text: MarkedText }) {
  return (
    <>
      {text.cut_before && '…'}
      {text.parts.map((part, at) => (part.hit ? <mark key={at}>{part.text}</mark> : <span key={at}>{part.text}</span>))}
      {text.cut_after && '…'}
    </>
  );
}
