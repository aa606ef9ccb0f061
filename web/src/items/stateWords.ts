import type { ItemRow } from '../api/types';
import type { Lang } from '../format/lang';

/** The states as the server calls them, for filters that stand before any row is there. */
export const STATE_WORDS: Record<ItemRow['state'], Record<Lang, string>> = {
  assigned: { zh: '办理中', en: 'with the unit' },
  answered: { zh: '待审核', en: 'to be reviewed' },
  returned: { zh: '已退办', en: 'returned' },
  accepted: { zh: '待销号', en: 'to be closed' },
  closed: { zh: '已销号', en: 'closed' },
};
