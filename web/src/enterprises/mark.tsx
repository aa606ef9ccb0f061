import type { Colour, Words } from '../api/types';
import { say } from '../format/lang';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';

/** A mark: colour, shape and word together. */
export function Mark({ colour, word }: { colour: Colour; word: Words }) {
  const { lang } = useWords();
  return (
    <span className="light">
      <LightShape colour={colour} />
      <span>{say(word, lang)}</span>
    </span>
  );
}
