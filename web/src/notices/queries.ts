// What is asked of notices, with the keys under which the answers are kept.

import { queryOptions, type QueryClient } from '@tanstack/react-query';

import { api, ask } from '../api/client';
import type { Bulletin, Channels, HeldNotices, NoticeBoard, NoticeCounts, Outbox, OwnNotices } from '../api/types';

/** Time alone makes a notice: what is due tomorrow is late after midnight. */
const MINUTE = 60_000;

export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: async ({ signal }) => (await ask(api.GET('/notices', { signal }))) as NoticeBoard,
});

export const noticeCountsQuery = queryOptions({
  queryKey: ['notice-counts'],
  refetchInterval: MINUTE,
  queryFn: async ({ signal }) => (await ask(api.GET('/notices/counts', { signal }))) as NoticeCounts,
});

export interface BulletinAsked {
  of: 'mine' | 'zone';
  unit?: string;
  carries?: string;
  topics?: string;
}

export const bulletinQuery = (query: BulletinAsked) =>
  queryOptions({
    queryKey: ['bulletin', query],
    staleTime: 0,
    queryFn: async ({ signal }) => (await ask(api.GET('/notices/bulletin', { params: { query }, signal }))) as Bulletin,
  });

export const watchedQuery = queryOptions({
  queryKey: ['watched'],
  staleTime: MINUTE,
  queryFn: async ({ signal }) => (await ask(api.GET('/notices/watched', { signal }))).projects,
});

export const noticeSettingsQuery = queryOptions({
  queryKey: ['notice-settings'],
  queryFn: async ({ signal }) => (await ask(api.GET('/notices/settings', { signal }))) as OwnNotices,
});

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: async ({ signal }) => (await ask(api.GET('/notices/channels', { signal }))) as Channels,
});

export const outboxQuery = queryOptions({
  queryKey: ['outbox'],
  // What is on its way arrives within seconds.
  refetchInterval: 5_000,
  queryFn: async ({ signal }) => (await ask(api.GET('/notices/outbox', { signal }))) as Outbox,
});

export const heldQuery = queryOptions({
  // Changes with the channels and their rules.
  queryKey: [...channelsQuery.queryKey, 'held'],
  // Every board is looked at for it; nothing in it changes by the second.
  refetchInterval: MINUTE,
  staleTime: 0,
  queryFn: async ({ signal }) => (await ask(api.GET('/notices/held', { signal }))) as HeldNotices,
});

/** Everybody's differ, so no two pages share an answer: they ask a little later, and not all at once. */
const SPREAD_MS = [500, 3_000] as const;
let asking: ReturnType<typeof setTimeout> | undefined;

/** Asks again for notices soon after the record grew, however often it grows. */
export function refreshNotices(queries: QueryClient): void {
  if (asking !== undefined) return;
  const [least, most] = SPREAD_MS;
  asking = setTimeout(() => {
    asking = undefined;
    for (const key of ['notices', 'notice-counts', 'bulletin']) void queries.invalidateQueries({ queryKey: [key] });
  }, least + Math.random() * (most - least));
}

/** Marks as read or not; what is shown follows at once. */
export async function markNotices(queries: QueryClient, keys: string[], read: boolean): Promise<void> {
  if (keys.length === 0) return;
  await ask(api.POST('/notices/read', { body: { keys, read } }));
  queries.setQueryData(noticesQuery.queryKey, (board) => board && marked(board, keys, read));
  await queries.invalidateQueries({ queryKey: noticeCountsQuery.queryKey });
}

export function marked(board: NoticeBoard, keys: readonly string[], read: boolean): NoticeBoard {
  const notices = board.notices.map((one) => (keys.includes(one.key) ? { ...one, read } : one));
  const unread = notices.filter((one) => !one.read);
  const counts = { unread: unread.length, urgent: unread.filter((one) => one.urgent).length };
  return { ...board, notices, counts };
}
