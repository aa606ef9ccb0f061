// A file goes as it is, not as JSON.

export const asFile = (file: Blob) => ({
  body: file as unknown as number[],
  bodySerializer: (body: unknown) => body as BodyInit,
  headers: { 'Content-Type': 'application/octet-stream' },
});
