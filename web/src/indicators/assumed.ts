// What is assumed of projects: the month one begins in, or that it brings its plan.

/** By project: a month of the year, or its plan. */
export type Assumed = Readonly<Record<string, number | 'plan'>>;

/** One assumption changed, or taken back. */
export function withAssumed(assumed: Assumed, project: string, what: number | 'plan' | null): Assumed {
  const others = Object.entries(assumed).filter(([own]) => own !== project);
  return Object.fromEntries(what === null ? others : [...others, [project, what]]);
}

/** As the server is asked, for a year; nothing where nothing is assumed. */
export function assumedText(assumed: Assumed, year: number): string | undefined {
  const one = ([project, what]: [string, number | 'plan']) => `${project}=${what === 'plan' ? what : `${year}-${String(what).padStart(2, '0')}-01`}`;
  const all = Object.entries(assumed).map(one);
  return all.length > 0 ? all.join(',') : undefined;
}
