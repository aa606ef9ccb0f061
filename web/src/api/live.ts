// Live updates: one event stream for all tabs of a browser, through a shared worker where there
// is one. When the ledger's head moves, what depends on it is asked for again.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { refreshNotices } from '../notices/queries';
import { listen, type LiveNews } from './liveStream';
import { refresh, zoneQuery } from './queries';

const SETTLE_MS = 250;

/** Listens for as long as a page is shown; says whether the stream is up. */
export function useLive(): boolean {
  const queries = useQueryClient();
  const [online, setOnline] = useState(true);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (news: LiveNews) => {
      if (news.kind === 'online') setOnline(true);
      else if (news.kind === 'offline') setOnline(false);
      else if (news.seq === undefined || news.seq !== seqShown(queries)) {
        // An import is many records in a moment: ask once they have settled.
        clearTimeout(timer);
        timer = setTimeout(() => void refresh(queries), SETTLE_MS);
        refreshNotices(queries);
      }
    };
    const close = connect(hear);
    return () => {
      clearTimeout(timer);
      close();
    };
  }, [queries]);
  return online;
}

/** The head the page already shows: the stream begins by telling it again. */
function seqShown(queries: QueryClient): number | undefined {
  return queries.getQueryData(zoneQuery.queryKey)?.head.seq;
}

function connect(hear: (news: LiveNews) => void): () => void {
  if (typeof SharedWorker !== 'undefined') {
    try {
      const worker = new SharedWorker(new URL('./liveWorker.ts', import.meta.url), {
        type: 'module',
        name: 'wallchart-live',
      });
      worker.port.onmessage = (event: MessageEvent<LiveNews>) => hear(event.data);
      worker.port.start();
      const leave = () => worker.port.postMessage('leave');
      window.addEventListener('pagehide', leave);
      return () => {
        window.removeEventListener('pagehide', leave);
        leave();
        worker.port.close();
      };
    } catch {
      // A browser may forbid workers; then each tab listens for itself.
    }
  }
  return listen(hear);
}
