/** What somebody typed as things to purge: `K3 A7, R4、#1234`, a bare number being a record. */
export function targetsOf(typed: string): string[] {
  const parts = typed.split(/[\s,，、;；]+/).filter(Boolean);
  return [...new Set(parts.map((part) => (/^\d+$/.test(part) ? `#${part}` : part.toUpperCase())))];
}
