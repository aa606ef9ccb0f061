// What the pages of enterprises ask for.

import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { api, ask } from '../api/client';
import type { Moment } from '../api/queries';
import type { DealBoard, EnterpriseAnswer, EnterpriseBoard, EnterpriseChoices, FactorTable, OwnEnterprise, RequestAnswer, RequestBoard } from '../api/types';

export interface EnterprisesQuery extends Moment {
  unit?: string;
  industry?: string;
  mark?: string;
  month?: string;
  text?: string;
  left?: string;
}

export const enterprisesQuery = (query: EnterprisesQuery) =>
  queryOptions({
    queryKey: ['enterprises', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/enterprises', { params: { query }, signal }))) as EnterpriseBoard,
    placeholderData: keepPreviousData,
  });

export const enterpriseQuery = (id: string, query: Moment) =>
  queryOptions({
    queryKey: ['enterprise', id, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/enterprises/{id}', { params: { path: { id }, query }, signal }))) as EnterpriseAnswer,
  });

export interface RequestsQuery extends Moment {
  unit?: string;
  kind?: string;
  state?: string;
  text?: string;
  overdue?: string;
  over?: string;
}

export const requestsQuery = (query: RequestsQuery) =>
  queryOptions({
    queryKey: ['requests', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/requests', { params: { query }, signal }))) as RequestBoard,
    placeholderData: keepPreviousData,
  });

export const requestQuery = (id: string, query: Moment) =>
  queryOptions({
    queryKey: ['request', id, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/requests/{id}', { params: { path: { id }, query }, signal }))) as RequestAnswer,
  });

/** What the forms offer; for those who handle requests. */
export const enterpriseChoicesQuery = queryOptions({
  queryKey: ['enterprise-choices'],
  queryFn: async ({ signal }) => (await ask(api.GET('/enterprises/choices', { signal }))) as EnterpriseChoices,
});

/** The page of the enterprise that is signed in. */
export const ownEnterpriseQuery = queryOptions({
  queryKey: ['own-enterprise'],
  queryFn: async ({ signal }) => (await ask(api.GET('/own-enterprise', { signal }))) as OwnEnterprise,
});

export const factorsQuery = (query: Moment) =>
  queryOptions({
    queryKey: ['factors', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/factors', { params: { query }, signal }))) as FactorTable,
    placeholderData: keepPreviousData,
  });

export const negotiationsQuery = (query: Moment & { over?: string }) =>
  queryOptions({
    queryKey: ['negotiations', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/negotiations', { params: { query }, signal }))) as DealBoard,
    placeholderData: keepPreviousData,
  });
