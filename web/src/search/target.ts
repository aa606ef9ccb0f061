import type { SearchHit } from '../api/types';

/** Where what was found is read: an address of this site. */
export function targetOf(hit: Pick<SearchHit, 'noun' | 'key' | 'project'>): string {
  const key = encodeURIComponent(hit.key);
  switch (hit.noun) {
    case 'practice':
      return `/practices/${key}`;
    case 'project':
      return `/wall?p=${key}`;
    case 'problem':
      return `/problems?solved=true&q=${key}`;
    case 'item':
      return `/items?i=${key}&closed=true&side=all`;
    case 'request':
      return `/requests?n=${key}&over=true`;
    case 'meeting':
      return `/meetings/${key}`;
    case 'enterprise':
      return `/enterprises/${key}`;
  }
}
