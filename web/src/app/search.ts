// What a page's address says: both clocks, the filters, the open project. A link shows the same
// page to somebody else.

import { MOVES, type Move } from '../wall/changes';
import type { GroupBy } from '../wall/lines';
import type { Density } from '../wall/look';

export interface MomentSearch {
  known_at?: string;
  true_on?: string;
}

export interface WallSearch extends MomentSearch {
  unit?: string;
  sponsor?: string;
  stage?: string;
  text?: string;
  rule?: string;
  /** Colours shown, with commas; absent means all. */
  light?: string;
  group?: GroupBy;
  density?: Density;
  scale?: number;
  /** The project whose sheet is open. */
  p?: string;
  /** The moment the wall is held against, as `known_at`. */
  with?: string;
  /** Only projects that changed in this way. */
  moved?: Move;
  /** The meeting sees one project at a time. */
  meet?: true;
  /** Only projects on the agenda of this meeting, in its order. */
  agenda?: string;
}

/** Whose side of an item: everybody's, what I owe, what is owed to me. */
export const SIDES = ['all', 'owing', 'owed'] as const;
export type ItemSide = (typeof SIDES)[number];

export const ITEM_STATES = ['assigned', 'answered', 'returned', 'accepted', 'closed'] as const;

export interface ItemsSearch extends MomentSearch {
  side?: ItemSide;
  unit?: string;
  state?: (typeof ITEM_STATES)[number];
  text?: string;
  overdue?: true;
  closed?: true;
  /** The item whose sheet is open. */
  i?: string;
}

export const SEVERITIES = ['blocking', 'serious', 'minor'] as const;

export interface ProblemsSearch extends MomentSearch {
  /** The unit that must solve it. */
  unit?: string;
  severity?: (typeof SEVERITIES)[number];
  text?: string;
  overdue?: true;
  solved?: true;
  /** The problem that is open. */
  q?: string;
}

export interface PracticesSearch extends MomentSearch {
  unit?: string;
  kind?: string;
  stage?: string;
  text?: string;
  waiting?: true;
}

/** Which projects of a book are shown. */
export const BOOK_SCOPES = ['pressing', 'agenda', 'all'] as const;
export type BookScope = (typeof BOOK_SCOPES)[number];

export interface BookSearch extends MomentSearch {
  scope?: BookScope;
  /** The moment that changes are told from. */
  since?: string;
}

export interface WordsSearch extends MomentSearch {
  /** The meeting whose minutes are read. */
  meeting?: string;
}

/** Marks of enterprises, the worst first. */
export const MARKS = ['red', 'yellow', 'green', 'grey'] as const;

export interface EnterprisesSearch extends MomentSearch {
  unit?: string;
  industry?: string;
  mark?: (typeof MARKS)[number];
  text?: string;
  left?: true;
}

export const REQUEST_KINDS = ['land', 'energy', 'labour', 'finance', 'logistics', 'environment', 'other'] as const;

export interface RequestsSearch extends MomentSearch {
  /** The unit that received it or works on it. */
  unit?: string;
  kind?: (typeof REQUEST_KINDS)[number];
  text?: string;
  overdue?: true;
  over?: true;
  /** The request that is open. */
  n?: string;
}

export interface CyclesSearch extends MomentSearch {
  /** The cycle whose matrix is shown. */
  c?: string;
}

type Raw = Record<string, unknown>;

function text(raw: Raw, key: string): string | undefined {
  const value = raw[key];
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, 200) : undefined;
}

function among<Value extends string>(
  raw: Raw,
  key: string,
  values: readonly Value[],
): Value | undefined {
  return values.find((value) => value === raw[key]);
}

export function momentSearch(raw: Raw): MomentSearch {
  const trueOn = text(raw, 'true_on');
  return {
    known_at: text(raw, 'known_at'),
    true_on: trueOn && /^\d{4}-\d{2}-\d{2}$/.test(trueOn) ? trueOn : undefined,
  };
}

export function bookSearch(raw: Raw): BookSearch {
  return { ...momentSearch(raw), scope: among(raw, 'scope', BOOK_SCOPES), since: text(raw, 'since') };
}

export function wordsSearch(raw: Raw): WordsSearch {
  return { ...momentSearch(raw), meeting: text(raw, 'meeting') };
}

export function cyclesSearch(raw: Raw): CyclesSearch {
  return { ...momentSearch(raw), c: text(raw, 'c') };
}

export function itemsSearch(raw: Raw): ItemsSearch {
  return {
    ...momentSearch(raw),
    side: among(raw, 'side', SIDES),
    unit: text(raw, 'unit'),
    state: among(raw, 'state', ITEM_STATES),
    text: text(raw, 'text'),
    overdue: raw.overdue === true ? true : undefined,
    closed: raw.closed === true ? true : undefined,
    i: text(raw, 'i'),
  };
}

export function problemsSearch(raw: Raw): ProblemsSearch {
  return {
    ...momentSearch(raw),
    unit: text(raw, 'unit'),
    severity: among(raw, 'severity', SEVERITIES),
    text: text(raw, 'text'),
    overdue: raw.overdue === true ? true : undefined,
    solved: raw.solved === true ? true : undefined,
    q: text(raw, 'q'),
  };
}

export function practicesSearch(raw: Raw): PracticesSearch {
  return {
    ...momentSearch(raw),
    unit: text(raw, 'unit'),
    kind: text(raw, 'kind'),
    stage: text(raw, 'stage'),
    text: text(raw, 'text'),
    waiting: raw.waiting === true ? true : undefined,
  };
}

export function enterprisesSearch(raw: Raw): EnterprisesSearch {
  return {
    ...momentSearch(raw),
    unit: text(raw, 'unit'),
    industry: text(raw, 'industry'),
    mark: among(raw, 'mark', MARKS),
    text: text(raw, 'text'),
    left: raw.left === true ? true : undefined,
  };
}

export function requestsSearch(raw: Raw): RequestsSearch {
  return {
    ...momentSearch(raw),
    unit: text(raw, 'unit'),
    kind: among(raw, 'kind', REQUEST_KINDS),
    text: text(raw, 'text'),
    overdue: raw.overdue === true ? true : undefined,
    over: raw.over === true ? true : undefined,
    n: text(raw, 'n'),
  };
}

export function wallSearch(raw: Raw): WallSearch {
  const scale = Number(raw.scale);
  return {
    ...momentSearch(raw),
    unit: text(raw, 'unit'),
    sponsor: text(raw, 'sponsor'),
    stage: text(raw, 'stage'),
    text: text(raw, 'text'),
    rule: text(raw, 'rule'),
    light: text(raw, 'light'),
    group: among(raw, 'group', ['unit', 'sponsor', 'stage', 'light']),
    density: among(raw, 'density', ['dense', 'regular', 'big']),
    scale: Number.isFinite(scale) && scale > 0 ? scale : undefined,
    p: text(raw, 'p'),
    with: text(raw, 'with'),
    moved: among(raw, 'moved', MOVES),
    meet: raw.meet === true ? true : undefined,
    agenda: text(raw, 'agenda'),
  };
}
