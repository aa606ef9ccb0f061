// What the pages ask for, with the keys under which the answers are kept.

import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';

import { api, ask, Refused } from './client';
import type { Account, AgendaBoard, Book, Cells, Command, Comparison, CycleBoard, Done, Imports, ItemAnswer, ItemBoard, ItemChoices, MatrixBoard, MeetingAnswer, MeetingBoard, ProblemBoard, ProjectSheet, ReminderBoard, ReportForm, ReportReceipt, Session, Signoff, UndoPreview, Wall, Welcome, Zone } from './types';

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

/** Keys of what a new head of the ledger leaves as it is: who is signed in, what is being typed, files that wait. */
const STILL_KEYS: readonly unknown[] = ['session', 'welcome', 'accounts', 'cells', 'draft', 'report-check', 'report-newest'];

/** Asks again for everything that depends on the record. */
export async function refresh(queries: QueryClient): Promise<void> {
  await queries.invalidateQueries({ predicate: (query) => !STILL_KEYS.includes(query.queryKey[0]) });
}

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      return (await ask(api.GET('/session'))) as Session;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) return null;
      throw error;
    }
  },
});

export const welcomeQuery = queryOptions({
  queryKey: ['welcome'],
  retry: false,
  queryFn: async (): Promise<Welcome | null> => {
    try {
      return (await ask(api.GET('/welcome'))) as Welcome;
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  },
});

export const zoneQuery = queryOptions({
  queryKey: ['zone'],
  queryFn: async ({ signal }) => (await ask(api.GET('/zone', { signal }))) as Zone,
});

export const wallQuery = (query: WallQuery) =>
  queryOptions({
    queryKey: ['wall', query],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/wall', { params: { query }, signal }))) as Wall,
    placeholderData: keepPreviousData,
    // A wall of thousands of rows is only compared by reference: the next answer is a new one.
    structuralSharing: false,
  });

export interface CompareQuery extends WallQuery {
  with_known_at?: string;
  with_true_on?: string;
}

/** Two moments of the wall against each other; asked for only while somebody compares. */
export const compareQuery = (query: CompareQuery) =>
  queryOptions({
    queryKey: ['compare', query],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/wall/compare', { params: { query }, signal }))) as Comparison,
    enabled: query.with_known_at !== undefined,
    placeholderData: keepPreviousData,
    structuralSharing: false,
  });

export const sheetQuery = (id: string, query: Moment & { rule?: string }) =>
  queryOptions({
    queryKey: ['sheet', id, query],
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query };
      return (await ask(api.GET('/projects/{id}', { params, signal }))) as ProjectSheet;
    },
  });

export interface ItemsQuery extends Moment {
  side?: string;
  owed_by?: string;
  project?: string;
  state?: string;
  text?: string;
  overdue?: string;
  closed?: string;
}

export const itemsQuery = (query: ItemsQuery) =>
  queryOptions({
    queryKey: ['items', query],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/items', { params: { query }, signal }))) as ItemBoard,
    placeholderData: keepPreviousData,
  });

export const itemQuery = (id: string, query: Moment) =>
  queryOptions({
    queryKey: ['item', id, query],
    queryFn: async ({ signal }) => {
      const params = { path: { id }, query };
      return (await ask(api.GET('/items/{id}', { params, signal }))) as ItemAnswer;
    },
  });

export interface ProblemsQuery extends Moment {
  owner?: string;
  severity?: string;
  text?: string;
  overdue?: string;
  solved?: string;
}

export const problemsQuery = (query: ProblemsQuery) =>
  queryOptions({
    queryKey: ['problems', query],
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/problems', { params: { query }, signal }))) as ProblemBoard,
    placeholderData: keepPreviousData,
  });

export const cyclesQuery = (query: Moment) =>
  queryOptions({
    queryKey: ['cycles', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/cycles', { params: { query }, signal }))) as CycleBoard,
    placeholderData: keepPreviousData,
  });

export const cycleQuery = (id: string, query: Moment) =>
  queryOptions({
    queryKey: ['cycle', id, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/cycles/{id}', { params: { path: { id }, query }, signal }))) as MatrixBoard,
  });

export const remindersQuery = (query: Moment) =>
  queryOptions({
    queryKey: ['reminders', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/cycles/reminders', { params: { query }, signal }))) as ReminderBoard,
  });

export const reportQuery = (id: string, query: Moment) =>
  queryOptions({
    queryKey: ['report', id, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/reports/{id}', { params: { path: { id }, query }, signal }))) as ReportForm,
  });

export const signoffQuery = (id: string) =>
  queryOptions({
    queryKey: ['signoff', id],
    queryFn: async ({ signal }) => (await ask(api.GET('/units/{id}/signoff', { params: { path: { id } }, signal }))) as Signoff,
  });

export const receiptQuery = (id: string, seq: string) =>
  queryOptions({
    queryKey: ['receipt', id, seq],
    queryFn: async ({ signal }) => (await ask(api.GET('/reports/{id}/receipt', { params: { path: { id }, query: { seq } }, signal }))) as ReportReceipt,
  });

export const meetingsQuery = (query: Moment) =>
  queryOptions({
    queryKey: ['meetings', query],
    queryFn: async ({ signal }) => (await ask(api.GET('/meetings', { params: { query }, signal }))) as MeetingBoard,
    placeholderData: keepPreviousData,
  });

export const meetingQuery = (id: string, query: Moment) =>
  queryOptions({
    queryKey: ['meeting', id, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/meetings/{id}', { params: { path: { id }, query }, signal }))) as MeetingAnswer,
  });

export interface AgendaQuery extends Moment {
  since?: string;
  limit?: string;
}

export const agendaQuery = (id: string, query: AgendaQuery) =>
  queryOptions({
    queryKey: ['agenda', id, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/meetings/{id}/agenda', { params: { path: { id }, query }, signal }))) as AgendaBoard,
    placeholderData: keepPreviousData,
  });

export const bookQuery = (id: string, query: AgendaQuery) =>
  queryOptions({
    queryKey: ['book', id, query],
    queryFn: async ({ signal }) => (await ask(api.GET('/meetings/{id}/book', { params: { path: { id }, query }, signal }))) as Book,
  });

/** What the forms about items offer; for those who assign them. */
export const itemChoicesQuery = queryOptions({
  queryKey: ['item-choices'],
  queryFn: async ({ signal }) => (await ask(api.GET('/items/choices', { signal }))) as ItemChoices,
});

/** Who may sign in; for those who keep accounts. */
export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: async ({ signal }) => (await ask(api.GET('/accounts', { signal }))) as Account[],
});

/** Imports that wait for their clerk, and those applied. */
export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: async ({ signal }) => (await ask(api.GET('/imports', { signal }))) as Imports,
});

export interface CellWindow {
  sheet: string;
  row: number;
  rows: number;
  column: number;
  columns: number;
}

/** A window of a waiting file. The file does not change while it waits. */
export const cellsQuery = (id: string, { sheet, row, rows, column, columns }: CellWindow) =>
  queryOptions({
    queryKey: ['cells', id, sheet, row, rows, column, columns],
    staleTime: Infinity,
    queryFn: async ({ signal }): Promise<Cells> => {
      const query = { sheet, row: `${row}`, rows: `${rows}`, column: `${column}`, columns: `${columns}` };
      return ask(api.GET('/imports/{id}/cells', { params: { path: { id }, query }, signal }));
    },
  });

export const undoQuery = (id: string) =>
  queryOptions({
    queryKey: ['undo', id],
    staleTime: 0,
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/imports/{id}/undo', { params: { path: { id } }, signal }))) as UndoPreview,
  });

/** Carries a command out; answers once it is on disk. */
export function execute(command: Command): Promise<Done> {
  return ask(api.POST('/commands', { body: { command } }));
}
