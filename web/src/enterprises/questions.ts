// What the server asks about figures: refusals that name a figure and a question, to be answered
// beside the field that caused them.

import type { FigureKind, FigureQuestion, Problem, Words } from '../api/types';

export interface AskedFigure {
  figure: FigureKind;
  question: FigureQuestion;
  text: Words;
}

/** The questions among refusals, and what else was refused. */
export function questionsOf(problems: readonly Problem[]): { asked: AskedFigure[]; others: Problem[] } {
  const asked: AskedFigure[] = [];
  const others: Problem[] = [];
  for (const problem of problems) {
    const { field, subject } = problem.place ?? {};
    if (problem.code === 'zone/question-unanswered' && field && subject) {
      asked.push({ figure: field as FigureKind, question: subject as FigureQuestion, text: problem.message });
    } else {
      others.push(problem);
    }
  }
  return { asked, others };
}
