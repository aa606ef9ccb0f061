// 草稿: what is typed is kept for its writer until it is submitted, outside the record.

import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { api, ask, PREFIX, Refused } from '../api/client';
import type { Typed } from './draft';

/** Time without a key before what was typed is kept. */
const PAUSE_MS = 1500;

export interface KeptDraft {
  savedAt: string;
  typed: Typed;
}

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }): Promise<KeptDraft | null> => {
      try {
        const found = await ask(api.GET('/reports/{id}/draft', { params: { path: { id } }, signal }));
        const typed = found.typed as unknown as Typed;
        // A page of another version may have written it: what is no draft is none.
        return typed.lines && typed.reasons ? { savedAt: found.saved_at, typed } : null;
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return null;
        throw error;
      }
    },
  });

/** Keeps what is typed once nobody types, or the page is left; says when what stands there was kept. */
export function useKept(id: string, typed: Typed, start: Typed): { at: string | null; drop: () => Promise<void> } {
  const queries = useQueryClient();
  const [kept, setKept] = useState<{ typed: Typed; at: string | null }>({ typed: start, at: null });
  const saved = kept.typed === typed;
  useEffect(() => {
    if (saved) return;
    const body = typed as unknown as Record<string, never>;
    const timer = setTimeout(() => {
      ask(api.PUT('/reports/{id}/draft', { params: { path: { id } }, body }))
        .then(() => setKept({ typed, at: new Date().toISOString() }))
        // The next key tries again; nothing typed is lost from the page meanwhile.
        .catch(() => undefined);
    }, PAUSE_MS);
    // Whoever closes the page in the middle of a word keeps it.
    const leave = () => {
      clearTimeout(timer);
      void fetch(`${PREFIX}/reports/${id}/draft`, { method: 'PUT', body: JSON.stringify(typed), keepalive: true, credentials: 'same-origin' }).catch(() => undefined);
    };
    window.addEventListener('pagehide', leave);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pagehide', leave);
    };
  }, [id, typed, saved]);
  const drop = async () => {
    await ask(api.DELETE('/reports/{id}/draft', { params: { path: { id } } }));
    queries.setQueryData(draftQuery(id).queryKey, null);
  };
  return { at: saved ? kept.at : null, drop };
}
