export function makePreview(): object;
