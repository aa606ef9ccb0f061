import { afterEach, describe, expect, it, vi } from 'vitest';

import { api, ask, Refused, Unreachable } from './client';

function answer(status: number, body: string): ReturnType<typeof vi.fn> {
  const fetched = vi.fn(async () =>
    new Response(body, { status, headers: { 'Content-Type': 'application/json' } }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

const problem = { code: 'zone/x', message: { zh: '不行', en: 'no' }, remedy: { zh: '', en: '' } };

describe('ask', () => {
  it('gives the answer', async () => {
    answer(200, '{"account":"clerk"}');
    await expect(ask(api.GET('/session', { fetch: globalThis.fetch }))).resolves.toEqual({ account: 'clerk' });
  });

  it('throws what the server refuses, with every problem', async () => {
    answer(422, JSON.stringify({ problems: [problem, problem] }));
    const asked = ask(api.GET('/zone', { fetch: globalThis.fetch }));
    await expect(asked).rejects.toMatchObject({ status: 422, problems: [problem, problem] });
    await expect(asked).rejects.toBeInstanceOf(Refused);
  });

  it('tells a full disk from a server that is away', async () => {
    answer(507, JSON.stringify({ problems: [problem] }));
    await expect(ask(api.GET('/zone', { fetch: globalThis.fetch }))).rejects.toBeInstanceOf(Refused);
    answer(502, '<html>');
    await expect(ask(api.GET('/zone', { fetch: globalThis.fetch }))).rejects.toBeInstanceOf(Unreachable);
  });

  it('sends a request id with what changes something, and only with that', async () => {
    const fetched = answer(200, '{}');
    await ask(api.DELETE('/session', { fetch: globalThis.fetch }));
    await ask(api.GET('/session', { fetch: globalThis.fetch }));
    const ids = fetched.mock.calls.map(([request]) => (request as Request).headers.get('X-Request-Id'));
    expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids[1]).toBeNull();
  });
});
