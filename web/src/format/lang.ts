import type { Words } from '../api/types';

export type Lang = 'zh' | 'en';

/** The words of one language; the other language rather than nothing. */
export function say(words: Words | string | null | undefined, lang: Lang): string {
  if (words === null || words === undefined) return '';
  if (typeof words === 'string') return words;
  return lang === 'zh' ? words.zh || words.en : words.en || words.zh;
}
