import { api, ask } from '../api/client';
import type { Directives } from '../api/types';

/** Has a text repaired and read. It goes as it is, not as JSON; nothing is recorded. */
export function readWords(text: Blob, name: string, date?: string): Promise<Directives> {
  const body = text as unknown as number[];
  const headers = { 'Content-Type': 'application/octet-stream' };
  const query = { name, date };
  return ask(api.POST('/directives', { params: { query }, body, bodySerializer: (own) => own as unknown as BodyInit, headers })) as Promise<Directives>;
}
