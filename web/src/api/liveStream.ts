// The server's event stream, as the page or the shared worker hears it.

export interface LiveNews {
  kind: 'head' | 'online' | 'offline';
  seq?: number;
}

/** The stream itself, with a wait that grows while the server is away. */
export function listen(hear: (news: LiveNews) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = 1000;
  let lost = false;
  const open = () => {
    source = new EventSource('/api/v1/events');
    source.onopen = () => {
      wait = 1000;
      hear({ kind: 'online' });
      if (lost) hear({ kind: 'head' });
      lost = false;
    };
    source.addEventListener('head', (event) => {
      hear({ kind: 'head', seq: seqOf((event as MessageEvent<string>).data) });
    });
    source.onerror = () => {
      source?.close();
      lost = true;
      hear({ kind: 'offline' });
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 30_000);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}

function seqOf(data: string): number | undefined {
  try {
    return (JSON.parse(data) as { seq?: number }).seq;
  } catch {
    return undefined;
  }
}
