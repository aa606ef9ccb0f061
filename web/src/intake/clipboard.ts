// A table from the clipboard. Spreadsheets put it there twice: as a page of HTML, which also tells
// merged and hidden cells and colours, and as lines with tabs.

export interface Pasted {
  name: string;
  body: Blob;
}

/** Lines with tabs, a header and a row at least. */
export function pasted(text: string): Pasted | null {
  const lines = text.replace(/\r\n?/g, '\n').split('\n').filter((line) => line.trim() !== '');
  if (lines.length < 2 || !lines.some((line) => line.includes('\t'))) return null;
  return { name: '粘贴的表格.tsv', body: new Blob([text], { type: 'text/tab-separated-values' }) };
}

/** A page with a table of at least two rows and two cells a row. */
export function pastedPage(html: string): Pasted | null {
  const rows = html.match(/<tr[\s>]/gi)?.length ?? 0;
  const cells = html.match(/<t[dh][\s>]/gi)?.length ?? 0;
  if (!/<table[\s>]/i.test(html) || rows < 2 || cells < rows * 2) return null;
  // The clipboard's text is text: what its bytes are in is said first.
  return { name: '粘贴的表格.html', body: new Blob(['<meta charset="utf-8">', html], { type: 'text/html' }) };
}

/** What was pasted, by the form that tells more. */
export function pastedFrom(data: DataTransfer): Pasted | null {
  return pastedPage(data.getData('text/html')) ?? pasted(data.getData('text/plain'));
}
