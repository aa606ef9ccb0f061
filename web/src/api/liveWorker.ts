// The shared worker: holds the one event stream and tells every tab what it says.

import { listen, type LiveNews } from './liveStream';

interface SharedScope {
  onconnect: ((event: MessageEvent) => void) | null;
}

const ports = new Set<MessagePort>();
let close: (() => void) | null = null;
let last: LiveNews = { kind: 'online' };

(self as unknown as SharedScope).onconnect = (event) => {
  const port = event.ports[0];
  if (!port) return;
  ports.add(port);
  port.onmessage = (message: MessageEvent<unknown>) => {
    if (message.data === 'leave') ports.delete(port);
    if (ports.size === 0) {
      close?.();
      close = null;
    }
  };
  port.start();
  if (last.kind === 'offline') port.postMessage(last);
  close ??= listen((news) => {
    if (news.kind !== 'head') last = news;
    for (const one of ports) one.postMessage(news);
  });
};
