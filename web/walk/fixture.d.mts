export const TODAY: string;
export function makeWall(count: number, query?: Record<string, string>): object;
export function makeZone(): object;
export function makeComparison(count: number, query?: Record<string, string>): object;
export function makeSheet(row: object): object;
