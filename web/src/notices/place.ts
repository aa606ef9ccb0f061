// Where a notice leads: the page of what it is about.

import type { NoticeRow } from '../api/types';

export interface Place {
  to: '/indicators/$id' | '/items' | '/reports/$id' | '/meetings/$id' | '/requests' | '/own' | '/problems' | '/wall' | '/cycles';
  params?: { id: string };
  search?: Record<string, string>;
}

/** `may` is what the account may do: an enterprise reads of its requests on its own page. */
export function placeOf(notice: Pick<NoticeRow, 'noun' | 'about' | 'project'>, may: readonly string[]): Place {
  switch (notice.noun) {
    case 'item':
      return { to: '/items', search: { i: notice.about } };
    case 'report':
      return { to: '/reports/$id', params: { id: notice.about } };
    case 'meeting':
      return { to: '/meetings/$id', params: { id: notice.about } };
    case 'request':
      return may.includes('read_enterprises') ? { to: '/requests', search: { n: notice.about } } : { to: '/own' };
    case 'project':
      return { to: '/wall', search: { p: notice.about } };
    case 'indicator':
      return { to: '/indicators/$id', params: { id: notice.about } };
    case 'problem':
      return notice.project ? { to: '/wall', search: { p: notice.project } } : { to: '/problems' };
    default:
      return { to: '/cycles' };
  }
}
