export function makePreview() {
  return {};
}
