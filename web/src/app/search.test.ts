import { describe, expect, it } from 'vitest';

import { allowed, hasPages, homeOf, pagesOf } from './pages';
import { momentSearch, wallSearch } from './search';

describe('pages', () => {
  it('are those the account may use', () => {
    const paths = (may?: string[]) => pagesOf(may).map((page) => page.to);
    expect(paths(['read'])).toEqual(['/wall', '/indicators', '/items', '/problems', '/meetings', '/practices', '/cycles']);
    expect(paths(['read', 'keep_projects'])).toContain('/import');
    expect(paths(['audit'])).toEqual([]);
    expect([hasPages(['audit']), hasPages(['configure'])]).toEqual([false, true]);
    expect([homeOf(['configure']), homeOf(['read', 'configure'])]).toEqual(['/notices/channels', '/wall']);
    expect(allowed(['read'], '/notices/channels')).toBe(false);
    expect(allowed(['read'], '/import')).toBe(false);
    expect(allowed(['read'], '/wall')).toBe(true);
    expect(allowed(undefined, '/wall')).toBe(false);
  });
});

describe('the address', () => {
  it('keeps what it knows and drops the rest', () => {
    const search = wallSearch({ known_at: 4210, true_on: '2026-05-18', group: 'unit', density: 'huge', scale: '-2', p: 'P3' });
    expect(search).toMatchObject({ known_at: '4210', true_on: '2026-05-18', group: 'unit', p: 'P3' });
    expect(search.density).toBeUndefined();
    expect(search.scale).toBeUndefined();
  });

  it('takes no date that is not one', () => {
    expect(momentSearch({ true_on: '18/05/2026' }).true_on).toBeUndefined();
  });
});
