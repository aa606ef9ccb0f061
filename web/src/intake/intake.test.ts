import { describe, expect, it } from 'vitest';

import type { Answers, Mapping, Preview, Question } from '../api/types';
import { inOrder, isWhole, needsOf, withAnswer, withoutAnswer } from './answers';
import { assign, cellParts, columnName, columnNumber, editColumn, leaveOut, swap } from './mapEdit';
import { pasted, pastedPage } from './clipboard';
import { nameIn } from './download';
import { choices, isMoney, sureOf, targetName } from './targets';
import { errors } from './wrong';

describe('targets', () => {
  it('names parameters in both languages', () => {
    expect(targetName('month_plan.2026-05')).toEqual({ zh: '2026 年 5 月计划', en: 'Plan 2026-05' });
    expect(targetName('gate.开工').zh).toBe('节点·开工');
    expect(targetName('something_new')).toEqual({ zh: 'something_new', en: 'something_new' });
  });

  it('always offers what a column is now', () => {
    expect(choices('工作专班', 'role.liaison', 2026)[0]).toBe('role.liaison');
    expect(choices('计划 / 5月', 'name', 2026)).toContain('custom.5月');
  });

  it('knows money and doubt', () => {
    expect([isMoney('year_plan.2026'), isMoney('stage')]).toEqual([true, false]);
    expect([sureOf(95), sureOf(60), sureOf(50)]).toEqual(['high', 'middle', 'low']);
  });
});

describe('problems of a file', () => {
  it('puts errors first and names sheet and cell', () => {
    const words = { zh: '', en: '' };
    const problem = (severity: string, cell?: string) => ({
      code: 'c', message: words, remedy: words, severity, place: cell ? { file: 'a.xlsx', sheet: '表', cell } : null,
    });
    const preview = { file: 'a.xlsx', problems: [problem('warning', 'A1'), problem('error', 'B2'), problem('error')] };
    const told = errors(preview as unknown as Preview);
    expect(told.map((one) => one.where)).toEqual(['表 · B2', 'a.xlsx', '表 · A1']);
  });
});

const mapping = (...targets: string[]): Mapping =>
  ({
    version: 1,
    layout: 'a',
    sheets: [{ sheet: '表', header_rows: [1, 1], columns: targets.map((target, at) => ({ column: columnName(at + 1), header: `h${at}`, target, confidence: 60 })) }],
  }) as unknown as Mapping;
const targets = (own: Mapping) => own.sheets[0]?.columns.map((column) => column.target);

describe('a mapping changed by hand', () => {
  it('moves a field: a field stands in one column', () => {
    const now = assign(mapping('name', 'ignore', 'total_investment'), 0, 1, 'total_investment');
    expect(targets(now)).toEqual(['name', 'total_investment', 'ignore']);
    expect(now.sheets[0]?.columns[1]).toMatchObject({ unit: '万元', confidence: 100 });
  });

  it('swaps what two columns hold, with their units', () => {
    const start = assign(mapping('name', 'stage'), 0, 1, 'total_investment');
    const now = swap(start, 0, 1, 0);
    expect(targets(now)).toEqual(['total_investment', 'name']);
    expect(now.sheets[0]?.columns.map((column) => column.unit ?? null)).toEqual(['万元', null]);
    expect(swap(start, 0, 1, 1)).toBe(start);
  });

  it('leaves columns out without taking that from others', () => {
    const now = assign(mapping('ignore', 'name'), 0, 1, 'ignore');
    expect(targets(now)).toEqual(['ignore', 'ignore']);
    expect(targets(editColumn(now, 0, 5, { target: 'name' }))).toEqual(['ignore', 'ignore']);
  });

  it('leaves a cell out once', () => {
    const once = leaveOut(mapping('name'), '表', 'K7');
    expect(once.options?.leave_out).toEqual(['表!K7']);
    expect(leaveOut(once, '表', 'K7')).toBe(once);
  });

  it('knows cells by their names', () => {
    expect(cellParts('K7')).toEqual([7, 11]);
    expect(cellParts('AA10')).toEqual([10, 27]);
    expect(cellParts('@section')).toBeNull();
    expect([1, 26, 27, 702, 703].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
    expect([1, 26, 27, 702, 703].map((n) => columnNumber(columnName(n)))).toEqual([1, 26, 27, 702, 703]);
  });
});

describe('answers', () => {
  it('keep one for each question', () => {
    const none: Answers = { version: 1, answers: [] };
    const one = withAnswer(none, { question: 'a', answer: 'accept', note: 'x' });
    const two = withAnswer(withAnswer(one, { question: 'b', answer: 'new' }), { question: 'a', answer: 'new' });
    expect(two.answers?.map((own) => [own.question, own.answer])).toEqual([['b', 'new'], ['a', 'new']]);
    expect(withoutAnswer(two, 'b').answers).toHaveLength(1);
  });

  it('are whole when they say what their kind has to say', () => {
    expect(isWhole({ answer: 'new' })).toBe(true);
    expect(isWhole({ answer: 'accept', note: ' ' })).toBe(false);
    expect(isWhole({ answer: 'correct', value: '12' })).toBe(true);
    expect(isWhole({ answer: 'split', into: ['P1', '表!C9'], document: '示发〔2026〕8号' })).toBe(false);
    expect(isWhole({ answer: 'split', into: ['P1', '表!C9'], document: '示发〔2026〕8号', on: '2026-05-01' })).toBe(true);
    expect(needsOf('suspended')).toMatchObject({ document: true, into: 'none' });
  });

  it('are asked for in order: what blocks, what asks, what is answered', () => {
    const ask = (key: string, weight: string, answer: object | null = null) => ({ key, weight, answer }) as unknown as Question;
    const order = inOrder([ask('t', 'tells'), ask('d', 'blocks', {}), ask('a', 'asks'), ask('b', 'blocks')]);
    expect(order.map((own) => own.key)).toEqual(['b', 'a', 'd', 't']);
  });
});

describe('what is pasted', () => {
  it('is a table if it has a header, a row and tabs', () => {
    expect(pasted('项目名称\t总投资\r\n甲\t3000\r\n')?.name).toMatch(/\.tsv$/);
    expect(pasted('just a sentence')).toBeNull();
    expect(pasted('one\nline')).toBeNull();
    expect(pasted('项目名称\t总投资')).toBeNull();
  });

  it('keeps merged cells where the clipboard has them', () => {
    const html = '<html><body><table><tr><td rowspan=2>项目</td><td>总投资</td></tr><tr><td>万元</td><td>1</td></tr></table></body></html>';
    const page = pastedPage(html);
    expect(page?.name).toMatch(/\.html$/);
    expect(page?.body.type).toBe('text/html');
    expect(pastedPage('<p>just a sentence</p>')).toBeNull();
    expect(pastedPage('<table><tr><td>one cell</td></tr></table>')).toBeNull();
  });
});

describe('what is saved', () => {
  it('has the name the server gives', () => {
    expect(nameIn("attachment; filename=\"a.xlsx\"; filename*=UTF-8''%E5%8F%B0%E8%B4%A6.xlsx")).toBe('台账.xlsx');
    expect(nameIn('attachment; filename="a.xlsx"')).toBe('a.xlsx');
    expect(nameIn(null)).toBeNull();
  });
});
