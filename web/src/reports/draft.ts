// What is typed into a report, and the report it makes.

import type { FormLine, ReportColumn, ReportForm } from '../api/types';
import { type FactInput, type LineInput, type SubmitReport, typedOf, valueOf } from './parse';

export interface ProblemTyped {
  kind: string;
  severity: 'minor' | 'serious' | 'blocking';
  days: string;
  what: string;
}

export interface StageTyped {
  on: string;
  /** Numbers of documents, by kind of evidence. */
  papers: Record<string, string>;
}

export interface LineTyped {
  cells: Record<string, string>;
  stage: StageTyped | null;
  problems: ProblemTyped[];
}

export interface Typed {
  lines: Record<string, LineTyped>;
  sum: string;
  /** Why what had come in is corrected. */
  correction?: string;
  /** Reasons, by question. */
  reasons: Record<string, string>;
}

/** The key of a question, under which its reason is kept. */
export function keyOf(question: { question: string; project: string | null; field: string }): string {
  return [question.question, question.project ?? '', question.field].join(' ');
}

/** What was told last, ready to be typed over; blank before anything came in. */
export function first(form: ReportForm): Typed {
  const line = (own: FormLine): LineTyped => ({
    cells: Object.fromEntries(form.columns.map((column, at) => [column.key, text(column, own.cells[at]?.told)])),
    stage: null,
    problems: own.problems.map((told) => ({ kind: told.kind, severity: told.severity, days: String(told.delay_days), what: told.description.zh })),
  });
  return {
    lines: Object.fromEntries(form.lines.map((own) => [own.project, line(own)])),
    sum: form.stated_sum === null ? '' : typedOf('money', form.stated_sum, ''),
    reasons: Object.fromEntries(form.answers.map((answer) => [keyOf(answer), answer.reason.zh])),
  };
}

/** A draft in the form as it is today: projects that have gone are left out, new ones are blank. */
export function within(form: ReportForm, draft: Typed | undefined): Typed {
  const plain = first(form);
  if (!draft) return plain;
  const lines = Object.fromEntries(Object.entries(plain.lines).map(([project, line]) => [project, draft.lines[project] ?? line]));
  return { ...draft, lines };
}

/** A value of a cell as it would be typed. */
export function text(column: ReportColumn, value: FormLine['cells'][number]['told'] | undefined): string {
  return value ? typedOf(column.takes, value.number, value.shown.zh) : '';
}

/** The report that the typed texts make; those that cannot be read are left out and named. */
export function reportOf(form: ReportForm, typed: Typed): { report: SubmitReport; unreadable: string[] } {
  const unreadable: string[] = [];
  const lines: LineInput[] = form.lines.map((own) => {
    const line = typed.lines[own.project];
    const facts: FactInput[] = [];
    for (const column of form.columns) {
      const value = valueOf(column.takes, line?.cells[column.key] ?? '');
      if (value === null) unreadable.push(`${own.project} ${column.key}`);
      else if (value !== undefined) facts.push({ field: column.key, value });
    }
    return { project: own.project, facts, stage: stageOf(own, line), problems: problemsOf(line) };
  });
  const sum = valueOf('money', typed.sum);
  if (sum === null) unreadable.push('sum');
  const stated = sum && typeof sum === 'object' && 'money' in sum ? sum.money : null;
  const answers = Object.entries(typed.reasons)
    .filter(([, reason]) => reason.trim() !== '')
    .map(([key, reason]) => {
      const [question = '', project = '', field = ''] = key.split(' ');
      return { question: question as NonNullable<SubmitReport['answers']>[number]['question'], project: project || null, field, reason };
    });
  // A line without anything told is no line: an owed one is then named as missing.
  const told = lines.filter((line) => (line.facts?.length ?? 0) > 0 || line.stage || (line.problems?.length ?? 0) > 0);
  return { report: { id: form.id, version: form.version, lines: told, stated_sum: stated, answers }, unreadable };
}

function stageOf(own: FormLine, line: LineTyped | undefined): LineInput['stage'] {
  if (!line?.stage || !own.next_stage) return null;
  const papers = Object.entries(line.stage.papers).filter(([, number]) => number.trim());
  return { to: own.next_stage.key, on: line.stage.on, evidence: papers.map(([kind, number]) => ({ document: { kind, number: number.trim() } })) };
}

function problemsOf(line: LineTyped | undefined): LineInput['problems'] {
  const told = line?.problems.filter((own) => own.what.trim() || own.kind.trim()) ?? [];
  return told.map((own) => ({ kind: own.kind.trim(), severity: own.severity, delay_days: Number(own.days) || 0, description: own.what.trim() }));
}
