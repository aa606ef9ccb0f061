// What a meeting wants to hear of a project: where it stands, what blocks it, who does what by
// when. From the sheet, nothing added.

import type { ProjectSheet, Words } from '../api/types';
import { say, type Lang } from '../format/lang';

export interface Task {
  key: string;
  who: string;
  what: string;
  by: string | null;
  late: boolean;
}

const SEVERITIES = ['blocking', 'serious', 'minor'];
export const TASKS_MAX = 6;

export function blocking(sheet: ProjectSheet) {
  return sheet.problems
    .filter((problem) => problem.open)
    .sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

/** 形象进度 in words, as the unit reported it. */
export function physicalWords(sheet: ProjectSheet): Words | undefined {
  return sheet.fields.find((field) => field.key === 'physical_words')?.value;
}

/** Open problems with their owner and date, then the next steps, then the next gate. */
export function tasksOf(
  sheet: ProjectSheet,
  today: string,
  lang: Lang,
  words: { start: (name: string) => string; gate: (name: string) => string; solve: (kind: string) => string },
): Task[] {
  const unit = sheet.row.unit?.name ?? '—';
  const late = (by: string | null) => by !== null && by < today;
  const problems = blocking(sheet).map((problem) => ({
    key: problem.id,
    who: problem.owner ?? unit,
    what: `${words.solve(problem.kind)}${say(problem.description, lang)}`,
    by: problem.due_on,
    late: late(problem.due_on),
  }));
  const steps = sheet.steps
    .filter((step) => step.state === 'ahead')
    .sort((a, b) => a.late_start.localeCompare(b.late_start))
    .slice(0, 2)
    .map((step) => ({
      key: step.key,
      who: unit,
      what: words.start(step.name),
      by: step.late_start,
      late: late(step.late_start),
    }));
  const gates = sheet.row.gates
    .filter((gate) => gate.state !== 'met')
    .slice(0, 2)
    .map((gate) => ({
      key: `gate ${gate.name}`,
      who: unit,
      what: words.gate(gate.name),
      by: gate.date,
      late: gate.state === 'late',
    }));
  return [...problems, ...steps, ...gates].slice(0, TASKS_MAX);
}
