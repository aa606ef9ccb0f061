// Putting something on the clipboard. A browser allows it on https and localhost alone; an intranet
// address by plain http has the old way for text, and none for pictures.

export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyOldWay(text);
  }
}

function copyOldWay(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'sr';
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } catch {
    return false;
  } finally {
    field.remove();
  }
}

export async function copyImage(made: () => Promise<Blob>): Promise<boolean> {
  try {
    // Given as a promise: Safari asks for it within the click.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': made() })]);
    return true;
  } catch {
    return false;
  }
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser still reads it after the click.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
