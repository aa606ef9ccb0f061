import { describe, expect, it } from 'vitest';

import '../words';
import i18next from 'i18next';

import { daysText, share } from './standing';

const t = i18next.t.bind(i18next) as Parameters<typeof share>[3];

describe('how a request stands', () => {
  it.each([
    ['open', 2, '逾期 2 个工作日'],
    ['open', 0, '今天到期'],
    ['reopened', -3, '还有 3 个工作日'],
    ['answered', -1, '按期答复'],
    ['confirmed', 4, '逾期 4 个工作日答复'],
  ] as const)('%s %d', (state, days_late, text) => {
    expect(daysText({ state, days_late }, t)).toBe(text);
  });
});

describe('a share', () => {
  it('says what it is counted from, and no percent of a few', () => {
    expect(share(9, 12, false, t)).toBe('75% (9/12)');
    expect(share(1, 2, true, t)).toBe('1/2 （样本少）');
    expect(share(0, 0, true, t)).toBe('—');
  });
});
