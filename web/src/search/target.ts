import type { SearchHit } from '../api/types';

/** Where what was found is read: an address of this site. */
export function targetOf(hit: Pick<SearchHit, 'noun' | 'key' | 'about'>): string {
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
    case 'comment':
      return hit.about ? threadOf(hit.about) : '/wall';
  }
}

/** The page with the thread that a comment is on. */
function threadOf(about: { noun: string; key: string }): string {
  const key = encodeURIComponent(about.key);
  switch (about.noun) {
    case 'report':
      return `/reports/${key}`;
    case 'indicator':
      return `/indicators/${key}`;
    default:
      return targetOf({ noun: about.noun as SearchHit['noun'], key: about.key, about: null });
  }
}
