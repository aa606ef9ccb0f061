// Threads, their histories, and whom a comment may name.

import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';

import { api, ask } from '../api/client';
import type { Moment } from '../api/queries';
import type { components } from '../api/schema';

type Schemas = components['schemas'];
export type Thread = Schemas['ThreadAnswer'];
export type Comment = Schemas['CommentView'];
export type Attachment = Schemas['AttachmentView'];
export type HistoryPage = Schemas['HistoryPage'];
export type Audience = Schemas['Audience'];
export type Datum = Schemas['Datum'];
export type ToldOfFile = Schemas['ToldOfFile'];

export const threadQuery = (subject: string, query: Moment = {}) =>
  queryOptions({
    queryKey: ['thread', subject, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/threads/{subject}', { params: { path: { subject }, query }, signal }))) as Thread,
  });

export const historyQuery = (subject: string, moment: Moment = {}) =>
  infiniteQueryOptions({
    queryKey: ['history', subject, moment],
    queryFn: async ({ signal, pageParam }) => {
      const query = { ...moment, ...(pageParam ? { before: String(pageParam) } : {}) };
      return (await ask(api.GET('/threads/{subject}/history', { params: { path: { subject }, query }, signal }))) as HistoryPage;
    },
    initialPageParam: 0,
    getNextPageParam: (page: HistoryPage) => page.next ?? undefined,
  });

export const mentionsQuery = queryOptions({
  queryKey: ['mentions'],
  queryFn: async ({ signal }) => (await ask(api.GET('/mentions', { signal }))) as Schemas['MentionChoices'],
  staleTime: 5 * 60_000,
});

/** Where the bytes of an attachment are. */
export const contentOf = (id: string) => `/api/v1/attachments/${id}/content`;

/** Sends a file; what is told of it goes before it. */
export async function attach(subject: string, file: Blob, name: string, told: Partial<ToldOfFile>): Promise<Attachment> {
  const form = new FormData();
  form.append('told', JSON.stringify(told));
  form.append('file', file, name);
  const answer = await ask(
    api.POST('/threads/{subject}/attachments', {
      params: { path: { subject } },
      body: form as never,
      bodySerializer: () => form,
    }),
  );
  return (answer as Schemas['AttachedView']).attachment;
}
