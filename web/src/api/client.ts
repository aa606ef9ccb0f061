// One way to the server: same origin, prefix /api/v1, the session in a cookie. Paths, questions
// and answers have the types of the server's document. Every changing request carries an
// X-Request-Id, so that a retried one counts once.

import createClient from 'openapi-fetch';

import type { paths } from './schema';
import type { Problem } from './types';

/** The server said no, and why: a refusal, never a fault of the network. */
export class Refused extends Error {
  readonly status: number;
  readonly problems: Problem[];

  constructor(status: number, problems: Problem[]) {
    super(problems[0]?.message.en ?? `HTTP ${status}`);
    this.status = status;
    this.problems = problems;
  }
}

/** The server could not be reached, or answered with something that is not an answer. */
export class Unreachable extends Error {}

export const PREFIX = '/api/v1';

export const api = createClient<paths>({ baseUrl: PREFIX, credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-Request-Id', requestId());
    return request;
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined;
    return new Unreachable(String(error));
  },
});

interface Answered<Answer> {
  data?: Answer;
  error?: unknown;
  response: Response;
}

/** The answer, or the refusal or the fault thrown. */
export async function ask<Answer>(asked: Promise<Answered<Answer>>): Promise<Answer> {
  let answered: Answered<Answer>;
  try {
    answered = await asked;
  } catch (error) {
    // A body that is not JSON: some proxy answered in the server's place.
    throw error instanceof SyntaxError ? new Unreachable(error.message) : error;
  }
  const { data, error, response } = answered;
  if (response.ok) return data as Answer;
  const problems = (error as { problems?: Problem[] } | undefined)?.problems;
  if (problems && response.status < 500) throw new Refused(response.status, problems);
  if (response.status < 500) throw new Refused(response.status, []);
  // The ledger's own faults (disk full, damaged) say what to do; anything else is just away.
  if (problems?.length && response.status !== 500) throw new Refused(response.status, problems);
  throw new Unreachable(`HTTP ${response.status}`);
}

// crypto.randomUUID exists only on https and localhost; an intranet address may be plain http.
function requestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
