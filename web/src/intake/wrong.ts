// What is wrong with a file, errors first, each with its place as a person would look for it.

import type { Preview, Words } from '../api/types';

export interface FileProblem {
  code: string;
  message: Words;
  remedy: Words;
  where: string;
  sheet?: string;
  cell?: string;
  severity: 'error' | 'warning';
}

export function errors(preview: Preview): FileProblem[] {
  const weight = { error: 0, warning: 1 };
  return preview.problems
    .map((problem) => ({
      code: problem.code,
      message: problem.message,
      remedy: problem.remedy,
      // The file is in the page's head: sheet and cell are what one looks for.
      where: [problem.place?.sheet, problem.place?.cell].filter(Boolean).join(' · ') || preview.file,
      sheet: problem.place?.sheet ?? undefined,
      cell: problem.place?.cell ?? undefined,
      severity: problem.severity === 'error' ? ('error' as const) : ('warning' as const),
    }))
    .sort((a, b) => weight[a.severity] - weight[b.severity]);
}
