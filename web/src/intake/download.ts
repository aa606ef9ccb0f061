// Files the server makes, saved under the names it gives them. A refusal is thrown with its words
// instead of being saved as a file.

import { PREFIX, Refused, Unreachable } from '../api/client';
import type { Problem } from '../api/types';

/** The name a Content-Disposition gives: the one in UTF-8 where there are two. */
export function nameIn(disposition: string | null): string | null {
  if (!disposition) return null;
  const wide = /filename\*\s*=\s*UTF-8''([^;]+)/i.exec(disposition)?.[1];
  if (wide) {
    try {
      return decodeURIComponent(wide);
    } catch {
      return wide;
    }
  }
  return /filename\s*=\s*"?([^";]+)"?/i.exec(disposition)?.[1] ?? null;
}

export function download(path: string, fallback: string): Promise<void> {
  return saved(path, { credentials: 'same-origin' }, fallback);
}

/** Sends a file and saves what the server makes of it. */
export function downloadMade(path: string, body: Blob, fallback: string): Promise<void> {
  const headers = { 'Content-Type': 'application/octet-stream' };
  return saved(path, { method: 'POST', credentials: 'same-origin', headers, body }, fallback);
}

async function saved(path: string, asked: RequestInit, fallback: string): Promise<void> {
  let answer: Response;
  try {
    answer = await fetch(`${PREFIX}${path}`, asked);
  } catch (error) {
    throw new Unreachable(String(error));
  }
  if (!answer.ok) {
    const told = (await answer.json().catch(() => ({}))) as { problems?: Problem[] };
    if (answer.status >= 500 && !told.problems?.length) throw new Unreachable(`HTTP ${answer.status}`);
    throw new Refused(answer.status, told.problems ?? []);
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await answer.blob());
  link.download = nameIn(answer.headers.get('Content-Disposition')) ?? fallback;
  document.body.append(link);
  link.click();
  link.remove();
  // The browser still reads it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
