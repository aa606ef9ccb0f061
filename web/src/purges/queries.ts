// Requests to purge: what is listed, asked, confirmed and refused.

import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { api, ask } from '../api/client';
import { refresh, sessionQuery, type Moment } from '../api/queries';
import type { components } from '../api/schema';

type Schemas = components['schemas'];
export type PurgeList = Schemas['PurgesAnswer'];
export type PurgeRow = Schemas['PurgeView'];
export type Ground = Schemas['PurgeGround'];
export type Told = Schemas['PurgeTold'];

export const purgesQuery = (query: Moment = {}) =>
  queryOptions({
    queryKey: ['purges', query],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await ask(api.GET('/purges', { params: { query }, signal }))) as PurgeList,
  });

/** Whether the account may ask that something be purged, and confirm what another asked. */
export function useMayPurge(): boolean {
  return useQuery(sessionQuery).data?.may.includes('purge') ?? false;
}

/** A step on purges, after which everything is asked for again: any page may hold what went. */
export function usePurge<Asked>(send: (asked: Asked) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: send, onSuccess: () => refresh(queries) });
}

export const askPurge = (told: Told) => ask(api.POST('/purges', { body: told }));

export const confirmPurge = (id: string) => ask(api.POST('/purges/{id}/confirm', { params: { path: { id } } }));

export const refusePurge = ({ id, reason }: { id: string; reason: string }) =>
  ask(api.POST('/purges/{id}/refuse', { params: { path: { id } }, body: { reason } }));
