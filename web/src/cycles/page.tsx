export function CyclesPage() {
  return null;
}
