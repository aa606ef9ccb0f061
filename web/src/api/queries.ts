// What the pages ask for, with the keys under which the answers are kept.

import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { call, Refused } from './client';
import type { IndicatorBoard, ProjectSheet, Session, Wall, Welcome, Zone } from './types';

/** The two clocks: what was known at a moment, what was true on a date. */
export interface Moment {
  known_at?: string;
  true_on?: string;
}

export interface WallQuery extends Moment {
  unit?: string;
  sponsor?: string;
  stage?: string;
  text?: string;
  rule?: string;
}

/** Keys that a new head of the ledger makes stale. */
export const LIVE_KEYS = ['zone', 'wall', 'sheet', 'indicators'] as const;

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await call<Session>('/session');
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return null;
      throw error;
    }
  },
});

/** Only a demonstration zone answers; any other says 404 and the page shows nothing. */
export const welcomeQuery = queryOptions({
  queryKey: ['welcome'],
  retry: false,
  queryFn: async (): Promise<Welcome | null> => {
    try {
      return await call<Welcome>('/welcome');
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  },
});

export const zoneQuery = queryOptions({
  queryKey: ['zone'],
  queryFn: ({ signal }) => call<Zone>('/zone', { signal }),
});

export const wallQuery = (query: WallQuery) =>
  queryOptions({
    queryKey: ['wall', query],
    queryFn: ({ signal }) => call<Wall>('/wall', { query: { ...query }, signal }),
    placeholderData: keepPreviousData,
    // A wall of thousands of rows is only compared by reference: the next answer is a new one.
    structuralSharing: false,
  });

export const sheetQuery = (id: string, moment: Moment) =>
  queryOptions({
    queryKey: ['sheet', id, moment],
    queryFn: ({ signal }) =>
      call<ProjectSheet>(`/projects/${encodeURIComponent(id)}`, { query: { ...moment }, signal }),
  });

export const indicatorsQuery = (moment: Moment) =>
  queryOptions({
    queryKey: ['indicators', moment],
    queryFn: ({ signal }) =>
      call<IndicatorBoard>('/indicators', { query: { ...moment }, signal }),
    placeholderData: keepPreviousData,
  });
