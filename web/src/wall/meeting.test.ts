import { describe, expect, it } from 'vitest';

import { makeSheet, makeWall } from '../../walk/fixture.mjs';
import type { ProjectSheet, Wall } from '../api/types';
import { blocking, tasksOf } from './meetingFacts';

const wall = makeWall(60) as unknown as Wall;
const words = { start: (name: string) => `开始${name}`, gate: (name: string) => `通过${name}`, solve: (kind: string) => `${kind}：` };

describe('who does what by when', () => {
  const row = wall.rows.find((one) => one.needs.length > 1 && one.bars.steps.some((step) => step.state === 'ahead'));
  const sheet = makeSheet(row as object) as unknown as ProjectSheet;

  it('begins with what blocks, then the steps by their last moment', () => {
    const tasks = tasksOf(sheet, wall.head.true_on, 'zh', words);
    expect(tasks[0]).toMatchObject({ who: '自然资源分局', by: '2026-06-10', late: false });
    const steps = tasks.filter((task) => task.what.startsWith('开始'));
    expect(steps.length).toBeGreaterThan(0);
    expect(steps[0]?.who).toBe(row?.unit?.name);
  });

  it('marks what is overdue and leaves out what is solved', () => {
    expect(tasksOf(sheet, '2026-06-11', 'zh', words)[0]?.late).toBe(true);
    const solved = { ...sheet, problems: sheet.problems.map((problem) => ({ ...problem, open: false })) };
    expect(blocking(solved)).toEqual([]);
    expect(tasksOf(solved, '2026-06-11', 'zh', words).some((task) => task.what.includes('：'))).toBe(false);
  });
});
