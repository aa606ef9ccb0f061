import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api, ask } from '../api/client';
import type { Moment } from '../api/queries';
import type { SourceList } from '../api/types';

/** Outside systems and what comes from them. */
export const sourcesQuery = (query: Moment) =>
  queryOptions({
    queryKey: ['sources', query],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await ask(api.GET('/sources', { params: { query }, signal }))) as SourceList,
  });
