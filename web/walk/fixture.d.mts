export const TODAY: string;
export function makeWall(count: number, query?: Record<string, string>): object;
export function makeZone(): object;
