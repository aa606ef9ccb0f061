import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api, ask } from '../api/client';
import type { Moment } from '../api/queries';
import type { OfferedPractices, PracticeAnswer, PracticeBoard, PracticeSources, SearchAnswer } from '../api/types';

export interface PracticesQuery extends Moment {
  unit?: string;
  kind?: string;
  stage?: string;
  waiting?: string;
}

export const practicesQuery = (query: PracticesQuery) =>
  queryOptions({
    queryKey: ['practices', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/practices', { params: { query }, signal }))) as PracticeBoard,
    placeholderData: keepPreviousData,
  });

export const practiceQuery = (id: string, query: Moment) =>
  queryOptions({
    queryKey: ['practice', id, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/practices/{id}', { params: { path: { id }, query }, signal }))) as PracticeAnswer,
  });

export interface RelatedQuery {
  problem?: string;
  project?: string;
  kind?: string;
  words?: string;
}

/** Practices for a problem; what is being typed is asked for by its first words. */
export const relatedQuery = (query: RelatedQuery) =>
  queryOptions({
    queryKey: ['related', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/practices/related', { params: { query }, signal }))) as OfferedPractices,
    placeholderData: keepPreviousData,
  });

export const sourcesQuery = queryOptions({
  queryKey: ['practice-sources'],
  queryFn: async ({ signal }) => (await ask(api.GET('/practices/sources', { signal }))) as PracticeSources,
});

export interface SearchQuery {
  words: string;
  nouns?: string;
  take?: string;
}

export const searchQuery = (query: SearchQuery) =>
  queryOptions({
    queryKey: ['search', query],
    enabled: query.words.trim() !== '',
    retry: false,
    queryFn: async ({ signal }) => (await ask(api.GET('/search', { params: { query }, signal }))) as SearchAnswer,
    placeholderData: keepPreviousData,
  });
