// Everything a drawing of the wall depends on, as one value.

import type { Measure } from '../draw/measure';
import type { Day } from '../format/dates';
import type { Lang } from '../format/lang';
import type { Axis } from './axis';
import type { Changes } from './changes';
import type { Line } from './lines';
import type { Look } from './look';

export interface Scene {
  lines: readonly Line[];
  look: Look;
  axis: Axis;
  today: Day;
  lang: Lang;
  /** Size of what is drawn; the wall may be larger. */
  width: number;
  height: number;
  scrollX: number;
  scrollY: number;
  hover: number;
  active: number;
  focused: boolean;
  /** What changed since the moment that the wall is held against. */
  changes?: Changes;
  measure: Measure;
  words: SceneWords;
}

/** Words on the wall that depend on the language. */
export interface SceneWords {
  no: string;
  project: string;
  unit: string;
  sponsor: string;
  stage: string;
  light: string;
  money: string;
  share: string;
  today: string;
  streak: (count: number) => string;
  items: (count: number) => string;
  was: string;
  isNew: string;
  moved: (count: number, days: string) => string;
}
