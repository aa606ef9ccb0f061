// What a row's bar consists of, in days: worked out once for each row and kept with it.

import type { StepBar, WallRow } from '../api/types';
import { dayOf, type Day } from '../format/dates';

export interface Span {
  from: Day;
  to: Day;
}

export interface RowBar {
  baseline: Span | null;
  /** Work seen: solid. */
  done: Span[];
  /** Work ahead: hatched. */
  ahead: Span[];
  critical: Span[];
  required: Day | null;
  finish: Day | null;
  finished: boolean;
  floatUntil: Day | null;
  lastMoment: Day | null;
  delayDays: number | null;
  gates: { day: Day; state: 'met' | 'due' | 'late'; name: string; date: string }[];
}

const cache = new WeakMap<WallRow, { today: Day; bar: RowBar }>();

export function barOf(row: WallRow, today: Day): RowBar {
  const kept = cache.get(row);
  if (kept && kept.today === today) return kept.bar;
  const bar = makeBar(row, today);
  cache.set(row, { today, bar });
  return bar;
}

function makeBar(row: WallRow, today: Day): RowBar {
  const { bars } = row;
  const date = (text: string | null) => (text ? dayOf(text) : null);
  const actualFinish = date(bars.actual_finish);
  const forecast = date(bars.forecast_finish);
  const baselineStart = date(bars.baseline_start);
  const baselineFinish = date(bars.baseline_finish);
  const { done, ahead } = spans(row, today, actualFinish);
  const lastStep = ahead[ahead.length - 1]?.to ?? done[done.length - 1]?.to ?? null;
  return {
    baseline:
      baselineStart !== null && baselineFinish !== null
        ? { from: baselineStart, to: baselineFinish }
        : null,
    done,
    ahead,
    critical: union(
      bars.steps
        .filter((step) => step.critical && step.state !== 'done')
        .map((step) => ({ from: dayOf(step.start), to: dayOf(step.finish) })),
    ),
    required: date(bars.required_finish),
    finish: actualFinish ?? forecast ?? lastStep,
    finished: actualFinish !== null,
    floatUntil: date(bars.float_until),
    lastMoment: date(bars.last_moment),
    delayDays: bars.delay_days,
    gates: row.gates.map((gate) => ({ ...gate, day: dayOf(gate.date) })),
  };
}

function spans(row: WallRow, today: Day, actualFinish: Day | null) {
  const { bars } = row;
  const whole = (step: StepBar): Span => ({ from: dayOf(step.start), to: dayOf(step.finish) });
  const start = bars.actual_start ? dayOf(bars.actual_start) : null;
  const forecast = bars.forecast_finish ? dayOf(bars.forecast_finish) : null;
  if (bars.steps.length > 0) {
    const seen = bars.steps.filter((step) => step.state !== 'ahead').map(whole);
    const coming = bars.steps.filter((step) => step.state !== 'done').map(whole);
    const limit = actualFinish ?? today;
    return { done: cutAfter(union(seen), limit), ahead: cutBefore(union(coming), today + 1) };
  }
  const plannedStart = start ?? (bars.baseline_start ? dayOf(bars.baseline_start) : null);
  const plannedEnd = forecast ?? (bars.baseline_finish ? dayOf(bars.baseline_finish) : null);
  const done = start === null ? [] : cutAfter([{ from: start, to: actualFinish ?? today }], today);
  if (actualFinish !== null || plannedStart === null || plannedEnd === null) {
    return { done, ahead: [] };
  }
  const from = Math.max(plannedStart, today + 1);
  return { done, ahead: plannedEnd >= from ? [{ from, to: plannedEnd }] : [] };
}

/** Spans that touch or overlap become one. */
export function union(spans: Span[]): Span[] {
  const sorted = spans.filter((span) => span.to >= span.from).sort((a, b) => a.from - b.from);
  const result: Span[] = [];
  for (const span of sorted) {
    const last = result[result.length - 1];
    if (last && span.from <= last.to + 1) last.to = Math.max(last.to, span.to);
    else result.push({ ...span });
  }
  return result;
}

function cutAfter(spans: Span[], day: Day): Span[] {
  return spans
    .filter((span) => span.from <= day)
    .map((span) => ({ from: span.from, to: Math.min(span.to, day) }));
}

function cutBefore(spans: Span[], day: Day): Span[] {
  return spans
    .filter((span) => span.to >= day)
    .map((span) => ({ from: Math.max(span.from, day), to: span.to }));
}
