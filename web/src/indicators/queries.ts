// What the pages of indicators ask for.

import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api, ask } from '../api/client';
import type { Moment } from '../api/queries';
import type { DecompositionAnswer, FeedAnswer, HonestyAnswer, IndicatorAnswer, IndicatorBoard, UnitBoard } from '../api/types';

export const indicatorsQuery = (query: Moment) =>
  queryOptions({
    queryKey: ['indicators', query],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/indicators', { params: { query }, signal }))) as IndicatorBoard,
    placeholderData: keepPreviousData,
  });

export const indicatorQuery = (id: string, query: Moment) =>
  queryOptions({
    queryKey: ['indicator', id, query],
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query };
      return (await ask(api.GET('/indicators/{id}', { params, signal }))) as IndicatorAnswer;
    },
    placeholderData: keepPreviousData,
  });

export const unitBoardQuery = (query: Moment) =>
  queryOptions({
    queryKey: ['unit-board', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/indicators/units', { params: { query }, signal }))) as UnitBoard,
    placeholderData: keepPreviousData,
  });

/** What projects bring to an indicator, with what is assumed of some: `P12=2026-07-01,P13=plan`. */
export const worksQuery = (id: string, query: Moment & { what_if?: string }) =>
  queryOptions({
    queryKey: ['works', id, query],
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query };
      return (await ask(api.GET('/indicators/{id}/projects', { params, signal }))) as FeedAnswer;
    },
    placeholderData: keepPreviousData,
  });

export const honestyQuery = (query: Moment) =>
  queryOptions({
    queryKey: ['honesty', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/honesty', { params: { query }, signal }))) as HonestyAnswer,
    placeholderData: keepPreviousData,
  });

export const decompositionQuery = (id: string, query: Moment & { lock?: string; base?: string }) =>
  queryOptions({
    queryKey: ['decomposition', id, query],
    retry: false,
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query };
      return (await ask(api.GET('/indicators/{id}/decomposition', { params, signal }))) as DecompositionAnswer;
    },
  });
