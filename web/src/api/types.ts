// Shapes of the API as the pages use them. The names are those of crates/zone/src/view/*.rs.
// Money is integer fen, shares and gaps are integer basis points, dates are YYYY-MM-DD.

export interface Words {
  zh: string;
  en: string;
}

export type Colour = 'blue' | 'green' | 'yellow' | 'red' | 'grey';

export interface RuleName {
  key: string;
  version: number;
  name: Words;
}

export interface WallHead {
  zone: string;
  synthetic: boolean;
  attribution: Words;
  known_seq: number;
  true_on: string;
  rule: RuleName;
  time_share: number;
  work_share: number | null;
  year_plan: number;
  reported_ytd: number;
  counts: Record<Colour, number>;
  span: [string, string];
  projects_total: number;
  provisional_year: number | null;
}

export interface LightMark {
  colour: Colour;
  reason: Words;
  previous: Colour | null;
  streak: number;
  exempt: boolean;
}

export interface RowMoney {
  total_investment: number | null;
  reported_total: number | null;
  year_plan: number | null;
  reported_ytd: number | null;
  completion: number | null;
  planned: number | null;
  gap: number | null;
  physical: number | null;
}

export type StepState = 'done' | 'underway' | 'ahead';
export type GateState = 'met' | 'due' | 'late';
export type NeedKind = 'delay' | 'problem' | 'gate' | 'last_moment' | 'money' | 'missing';

export interface StepBar {
  start: string;
  finish: string;
  state: StepState;
  critical: boolean;
}

export interface RowBars {
  baseline_start: string | null;
  baseline_finish: string | null;
  actual_start: string | null;
  actual_finish: string | null;
  forecast_finish: string | null;
  required_finish: string | null;
  float_until: string | null;
  last_moment: string | null;
  delay_days: number | null;
  late_working_days: number | null;
  steps: StepBar[];
}

export interface GateMark {
  name: string;
  date: string;
  state: GateState;
}

export interface Need {
  kind: NeedKind;
  text: Words;
  days: number;
}

export interface Named {
  id: string;
  name: string;
}

export interface WallRow {
  id: string;
  no: number;
  name: string;
  codes: string[];
  unit: Named | null;
  sponsor: string | null;
  industry: string | null;
  stage: string | null;
  light: LightMark;
  money: RowMoney;
  bars: RowBars;
  gates: GateMark[];
  needs: Need[];
  status: Words | null;
  version: number;
}

export interface IndicatorTile {
  id: string;
  name: Words;
  measure: Words;
  target: string | null;
  done: string | null;
  month: string | null;
  completion: number | null;
  time_share: number | null;
  gap: number | null;
  colour: Colour;
  recent: string[];
}

export interface Wall {
  head: WallHead;
  indicators: IndicatorTile[];
  rows: WallRow[];
  /** The head of the record at the moment known. */
  record?: Head;
}

export interface IndicatorBoard {
  tiles: IndicatorTile[];
  true_on?: string;
  record?: Head;
}

export interface Source {
  file: string;
  sheet?: string | null;
  cell?: string | null;
}

export interface SheetField {
  key: string;
  label: Words;
  value: Words;
  since: string;
  seq: number;
  source: Source | null;
}

export interface LightReport {
  colour: Colour;
  rule: RuleName;
  note: Words;
  as_of: string;
  inputs: { name: Words; about: Words; value: Words | null }[];
  parts: { name: Words; formula: string; colour: Colour | null; trace: Words[] }[];
  exemption: Words | null;
  previous: Colour | null;
  streak: number;
}

export interface SheetStep {
  key: string;
  name: string;
  days: number;
  state: StepState;
  start: string;
  finish: string;
  late_start: string;
  late_finish: string;
  float_days: number;
  critical: boolean;
  late_days: number;
  driven_by: string | null;
}

export interface SheetProblem {
  id: string;
  kind: string;
  severity: 'minor' | 'serious' | 'blocking';
  owner: string | null;
  delay_days: number;
  description: Words;
  raised_on: string;
  due_on: string | null;
  open: boolean;
  seq: number;
}

export interface SheetChange {
  seq: number;
  recorded_at: string;
  effective_on: string | null;
  actor: string;
  kind?: string;
  text: Words;
}

export interface ProjectSheet {
  row: WallRow;
  fields: SheetField[];
  light: LightReport;
  steps: SheetStep[];
  problems: SheetProblem[];
  lineage: { text: Words; effective_on: string; document: string; seq: number }[];
  stage_moves: { to: string; effective_on: string; evidence: string[]; seq: number }[];
  fixed_lights: { cycle: Words; as_of: string; colour: Colour }[];
  history: SheetChange[];
  provisional_year: number | null;
}

export interface Mark {
  name: string;
  label: Words;
  seq: number;
  date: string | null;
}

export interface Cycle {
  id: string;
  name: Words;
  closed: boolean;
  as_of: string | null;
  seq: number | null;
}

export type Currency = 'CNY' | 'USD' | 'AUD' | 'GBP';

export interface Head {
  seq: number;
  short_code: string;
  recorded_at: string;
}

export interface Zone {
  name: string;
  synthetic: boolean;
  attribution: Words;
  currency?: Currency;
  head: Head;
  today: string;
  default_true_on?: string;
  marks: Mark[];
  cycles: Cycle[];
  units: Named[];
  sponsors: Named[];
  stages: string[];
  rules: (RuleName & { active: boolean })[];
}

export interface Session {
  account: string;
  name: string;
  roles: string[];
  lang?: string | null;
}

export interface Welcome {
  name: string;
  synthetic: boolean;
  attribution: Words;
  accounts: { account: string; password: string; role: Words }[];
}

export interface Place {
  file?: string | null;
  sheet?: string | null;
  cell?: string | null;
  field?: string | null;
}

export interface Problem {
  code: string;
  message: Words;
  remedy?: Words | null;
  place?: Place | null;
}
