// What stays while the rest is spread again: a unit's year under `U3`, a month of it under
// `U3-06`, its share of the base year under `U3-base`.

export type Locks = Readonly<Record<string, string>>;

export const MONTHS = Array.from({ length: 12 }, (_, at) => at + 1);

/** A figure as people type it: with separators, full-width digits, spaces; nothing if it is none. */
export function figureOf(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '');
  return /^-?\d+(\.\d+)?$/.test(plain) ? plain : null;
}

/** The locks after a cell was typed over: emptied, it is let go; what is no figure changes nothing. */
export function withLock(locks: Locks, key: string, text: string): Locks {
  if (text.trim() === '') {
    return Object.fromEntries(Object.entries(locks).filter(([other]) => other !== key));
  }
  const figure = figureOf(text);
  return figure === null ? locks : { ...locks, [key]: figure };
}

/** As the query writes them; nothing without any. */
export function lockText(locks: Locks): string | undefined {
  const all = Object.entries(locks).map(([key, amount]) => `${key}=${amount}`);
  return all.length > 0 ? all.sort().join(',') : undefined;
}
