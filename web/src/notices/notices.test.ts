import { expect, test } from 'vitest';

import type { Bulletin, NoticeBoard } from '../api/types';
import { countingMeasure } from '../draw/measure';
import { SvgSurface } from '../draw/svgSurface';
import { layOut, ROWS_MAX, WIDTH } from './picture';
import { placeOf } from './place';
import { marked } from './queries';

const words = { more: (n: number) => `另有 ${n} 条`, withheld: (n: number) => `不发布 ${n} 条`, code: '编码', synthetic: '合成数据' };
const both = (text: string) => ({ zh: text, en: text });

function bulletin(rows: number, detail = '完成线路迁改'): Bulletin {
  const row = (at: number) => ({ key: `k${at}`, title: both(`逾期：项目督办〔2026〕${at}号`), detail: both(detail), unit: '建设局', due_on: '2026-05-15', time: both('已逾期 1 个工作日'), urgent: at === 1 });
  return {
    title: both('工作通知'),
    addressee: both('各单位'),
    zone: '示范区',
    synthetic: true,
    on: '2026-05-18',
    summary: both('待办 1 项'),
    groups: [{ topic: 'item', word: both('督办事项'), rows: Array.from({ length: rows }, (_, at) => row(at + 1)) }],
    withheld: 2,
    short_code: '3F2A-91C0',
    known_seq: 42,
    text: both(''),
  };
}

function drawn(of: Bulletin): { svg: string; height: number; leftOut: number } {
  const picture = layOut(of, 'zh', words, countingMeasure);
  const surface = new SvgSurface();
  picture.paint(surface);
  return { svg: surface.toString(WIDTH, picture.height, '通知'), height: picture.height, leftOut: picture.leftOut };
}

test('a long picture says who, what, by when, and which record it is of', () => {
  const { svg } = drawn(bulletin(2));
  for (const text of ['示范区', '工作通知', '各单位', '督办事项（2）', '建设局', '项目督办〔2026〕2号', '完成线路迁改', '已逾期 1 个工作日', '3F2A-91C0', '合成数据', '不发布 2 条']) {
    expect(svg).toContain(text);
  }
});

test('nothing is drawn outside, and more words make it longer', () => {
  const short = drawn(bulletin(1));
  const long = drawn(bulletin(1, '很长的事项内容'.repeat(20)));
  expect(long.height).toBeGreaterThan(short.height);
  for (const found of long.svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"/g)) {
    expect(Number(found[1])).toBeLessThan(WIDTH);
    expect(Number(found[2])).toBeLessThan(long.height);
  }
});

test('too many rows are counted, not drawn', () => {
  const { svg, leftOut } = drawn(bulletin(ROWS_MAX + 7));
  expect(leftOut).toBe(7);
  expect(svg).toContain('另有 7 条');
});

test('what was read counts no more', () => {
  const board = { counts: { unread: 2, urgent: 1 }, notices: [{ key: 'a', read: false, urgent: true }, { key: 'b', read: false, urgent: false }] } as unknown as NoticeBoard;
  expect(marked(board, ['a'], true).counts).toEqual({ unread: 1, urgent: 0 });
  expect(marked(marked(board, ['a', 'b'], true), ['b'], false).counts).toEqual({ unread: 1, urgent: 0 });
});

test('a notice leads to what it is about; an enterprise to its own page', () => {
  const of = (noun: string, about: string, project: string | null = null) => ({ noun, about, project });
  expect(placeOf(of('item', 'S3'), ['read'])).toEqual({ to: '/items', search: { i: 'S3' } });
  expect(placeOf(of('request', 'N1'), ['speak_for_enterprise'])).toEqual({ to: '/own' });
  expect(placeOf(of('request', 'N1'), ['read', 'read_enterprises'])).toEqual({ to: '/requests', search: { n: 'N1' } });
  expect(placeOf(of('problem', 'Q1', 'P2'), ['read'])).toEqual({ to: '/wall', search: { p: 'P2' } });
});
