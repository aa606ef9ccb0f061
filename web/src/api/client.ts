// One way to the server: same origin, prefix /api/v1, the session in a cookie. Every changing
// request carries an X-Request-Id, so that a retried one counts once.

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

export type Query = Record<string, string | number | null | undefined>;

interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Query;
  /** Sent as JSON unless it is a Blob, which goes as it is. */
  body?: unknown;
  signal?: AbortSignal;
}

const PREFIX = '/api/v1';

export function address(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(
    ([, value]) => value !== undefined && value !== null && value !== '',
  );
  const text = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  return `${PREFIX}${path}${text ? `?${text}` : ''}`;
}

export async function call<Answer>(path: string, options: Call = {}): Promise<Answer> {
  const method = options.method ?? 'GET';
  const headers: Record<string, string> = { Accept: 'application/json' };
  let body: BodyInit | undefined;
  if (options.body instanceof Blob) {
    headers['Content-Type'] = 'application/octet-stream';
    body = options.body;
  } else if (options.body !== undefined) {
    headers['Content-Type'] = 'application/json';
    body = JSON.stringify(options.body);
  }
  if (method !== 'GET') headers['X-Request-Id'] = requestId();
  let response: Response;
  try {
    response = await fetch(address(path, options.query), {
      method,
      headers,
      body,
      signal: options.signal,
      credentials: 'same-origin',
    });
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new Unreachable(String(fault));
  }
  return read<Answer>(response);
}

async function read<Answer>(response: Response): Promise<Answer> {
  const text = await response.text();
  let value: unknown = undefined;
  try {
    value = text ? JSON.parse(text) : undefined;
  } catch {
    if (response.ok) throw new Unreachable(`not JSON: ${text.slice(0, 80)}`);
  }
  if (response.ok) return value as Answer;
  const problems = (value as { problems?: Problem[] } | undefined)?.problems;
  if (problems) throw new Refused(response.status, problems);
  if (response.status >= 500) throw new Unreachable(`HTTP ${response.status}`);
  throw new Refused(response.status, []);
}

// crypto.randomUUID exists only on https and localhost; an intranet address may be plain http.
function requestId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
