// Figures as people write them: money by 万 and 亿 (k, m and bn in English), gaps with sign and
// unit, real minus signs. Input is exact (fen, basis points, decimal text); floats end here.

import type { Lang } from './lang';

const MINUS = '−';
const NONE = '—';

interface Scale {
  per: number;
  zh: string;
  en: string;
}

const YI: Scale = { per: 1e8, zh: '亿', en: 'bn' };

/** An amount with its scale: 8.0 亿, 3,200 万 / 800.0 m. */
export function money(fen: number | null | undefined, lang: Lang): string {
  if (fen === null || fen === undefined) return NONE;
  const yuan = fen / 100;
  const size = Math.abs(yuan);
  if (lang === 'zh') {
    if (size >= 1e8) return `${fixed(yuan / 1e8, size >= 1e10 ? 1 : 2)} 亿`;
    if (size >= 1e4) return `${fixed(yuan / 1e4, 0)} 万`;
    return `${fixed(yuan, 0)} 元`;
  }
  if (size >= 1e9) return `${fixed(yuan / 1e9, 2)} bn`;
  if (size >= 1e6) return `${fixed(yuan / 1e6, 1)} m`;
  if (size >= 1e3) return `${fixed(yuan / 1e3, 0)} k`;
  return fixed(yuan, 0);
}

/** Two amounts on one scale, taken from the larger: 3.20 / 8.00 亿. */
export function moneyPair(
  done: number | null | undefined,
  whole: number | null | undefined,
  lang: Lang,
): string {
  if ((done === null || done === undefined) && (whole === null || whole === undefined)) return NONE;
  const largest = Math.max(Math.abs(done ?? 0), Math.abs(whole ?? 0)) / 100;
  const scale = scaleOf(largest, lang);
  const digits = scale.per >= 1e8 ? 2 : lang === 'en' && scale.per >= 1e6 ? 1 : 0;
  const one = (fen: number | null | undefined) =>
    fen === null || fen === undefined ? NONE : fixed(fen / 100 / scale.per, digits);
  const unit = lang === 'zh' ? scale.zh : scale.en;
  return `${one(done)} / ${one(whole)}${unit ? ` ${unit}` : ''}`;
}

function scaleOf(yuan: number, lang: Lang): Scale {
  if (lang === 'zh') {
    if (yuan >= 1e8) return YI;
    return yuan >= 1e4 ? { per: 1e4, zh: '万', en: '' } : { per: 1, zh: '元', en: '' };
  }
  if (yuan >= 1e9) return { per: 1e9, zh: '', en: 'bn' };
  if (yuan >= 1e6) return { per: 1e6, zh: '', en: 'm' };
  return yuan >= 1e3 ? { per: 1e3, zh: '', en: 'k' } : { per: 1, zh: '', en: '' };
}

/** A share in percent with one decimal: 38.1%. */
export function percent(basisPoints: number | null | undefined): string {
  if (basisPoints === null || basisPoints === undefined) return NONE;
  return `${fixed(basisPoints / 100, 1)}%`;
}

/** A chance in percent. Near either end it says no more than can be known. */
export function chance(basisPoints: number): string {
  if (basisPoints > 9900) return '> 99%';
  if (basisPoints < 100) return '< 1%';
  return `${fixed(basisPoints / 100, 0)}%`;
}

/** A gap with its sign, without its unit, for a column whose head says the unit: −12.4. */
export function gapFigure(basisPoints: number | null | undefined): string {
  if (basisPoints === null || basisPoints === undefined) return NONE;
  const text = fixed(Math.abs(basisPoints) / 100, 1);
  if (basisPoints < 0) return `${MINUS}${text}`;
  return basisPoints > 0 ? `+${text}` : text;
}

/** A gap with sign and unit: −12.4 个百分点 / −12.4 pp. */
export function gap(basisPoints: number | null | undefined, lang: Lang): string {
  if (basisPoints === null || basisPoints === undefined) return NONE;
  return `${gapFigure(basisPoints)} ${lang === 'zh' ? '个百分点' : 'pp'}`;
}

/** Days with their sign: +41 天 is late, −12 天 is early. */
export function days(count: number | null | undefined, lang: Lang): string {
  if (count === null || count === undefined) return NONE;
  const sign = count > 0 ? '+' : count < 0 ? MINUS : '';
  return `${sign}${grouped(Math.abs(count))} ${lang === 'zh' ? '天' : 'd'}`;
}

/** A decimal text with grouped digits, as exact as it came in. */
export function decimal(text: string | null | undefined): string {
  if (!text) return NONE;
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(text);
  if (!match) return text;
  const [, sign, whole = '', rest = ''] = match;
  return `${sign ? MINUS : ''}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
}

/** The same with its sign: +1,234.5. */
export function signed(text: string): string {
  return /^[^-]*[1-9]/.test(text) ? `+${decimal(text)}` : decimal(text);
}

export function grouped(count: number): string {
  return decimal(String(Math.round(count)));
}

function fixed(value: number, digits: number): string {
  // 1.005 must not become 1.00: the value is a quotient of integers, so nudge by its own size.
  const text = (Math.abs(value) * (1 + Number.EPSILON)).toFixed(digits);
  const shown = decimal(text);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${shown}` : shown;
}
