// 灯: colour, shape and word always go together, so that nobody depends on colour alone.

import type { Colour } from '../api/types';
import type { Lang } from '../format/lang';

/** Worst first: the order in which people look for them. */
export const COLOURS: readonly Colour[] = ['red', 'yellow', 'green', 'blue', 'grey'];

export const LIGHT_PAINT: Record<Colour, string> = {
  green: '#2c8a57',
  yellow: '#e09b00',
  red: '#c9302c',
  blue: '#2b7de0',
  grey: '#7d8896',
};

const WORDS: Record<Colour, Record<Lang, string>> = {
  green: { zh: '正常', en: 'On track' },
  yellow: { zh: '预警', en: 'Warning' },
  red: { zh: '滞后', en: 'Behind' },
  blue: { zh: '提前', en: 'Ahead' },
  grey: { zh: '无法判断', en: 'Cannot say' },
};

const BRIEF_ZH: Partial<Record<Colour, string>> = { grey: '待判' };

export function lightWord(colour: Colour, lang: Lang): string {
  return WORDS[colour][lang];
}

/** The word in four characters or fewer, for a narrow column. */
export function lightBrief(colour: Colour, lang: Lang): string {
  return (lang === 'zh' ? BRIEF_ZH[colour] : undefined) ?? WORDS[colour][lang];
}
