// Answers to the questions of a preview: one document, the same as the command line's.

import type { Answer, AnswerChoice, Answers, Question } from '../api/types';

export const NO_ANSWERS: Answers = { version: 1, answers: [] };

/** The answers with one more; an answer to the same question gives way. */
export function withAnswer(answers: Answers, answer: Answer): Answers {
  const others = (answers.answers ?? []).filter((own) => own.question !== answer.question);
  return { ...answers, answers: [...others, answer] };
}

export function withoutAnswer(answers: Answers, question: string): Answers {
  return { ...answers, answers: (answers.answers ?? []).filter((own) => own.question !== question) };
}

export interface Needs {
  note: boolean;
  value: boolean;
  into: 'none' | 'one' | 'many';
  /** Document number and date: what became of a project rests on paper. */
  document: boolean;
}

export function needsOf(choice: AnswerChoice): Needs {
  const none: Needs = { note: false, value: false, into: 'none', document: false };
  switch (choice) {
    case 'accept':
    case 'send_back':
      return { ...none, note: true };
    case 'correct':
      return { ...none, value: true };
    case 'same':
      return { ...none, into: 'one' };
    case 'renamed':
    case 'merged':
      return { ...none, into: 'one', document: true };
    case 'split':
      return { ...none, into: 'many', document: true };
    case 'suspended':
    case 'withdrawn':
      return { ...none, document: true };
    default:
      return none;
  }
}

/** Whether an answer says all that its kind has to say. */
export function isWhole(answer: Omit<Answer, 'question'>): boolean {
  const needs = needsOf(answer.answer);
  const said = (text: string | null | undefined) => Boolean(text?.trim());
  const into = answer.into?.length ?? 0;
  return (
    (!needs.note || said(answer.note)) &&
    (!needs.value || said(answer.value)) &&
    (needs.into === 'none' || into > 0) &&
    (!needs.document || (said(answer.document) && said(answer.on)))
  );
}

const WEIGHTS = ['blocks', 'asks', 'tells'];

/** What waits for an answer first, the heaviest of it on top; order of the file within. */
export function inOrder(questions: readonly Question[]): Question[] {
  const rank = (own: Question) => (own.answer || own.weight === 'tells' ? 10 : 0) + WEIGHTS.indexOf(own.weight);
  return questions
    .map((own, index) => ({ own, index }))
    .sort((a, b) => rank(a.own) - rank(b.own) || a.index - b.index)
    .map(({ own }) => own);
}

/** Words that many answers need, ready to be clicked. */
export const REASONS = {
  accept: [
    { zh: '已与单位核实', en: 'confirmed with the unit' },
    { zh: '统计口径调整', en: 'counted differently now' },
  ],
  send_back: [
    { zh: '请单位核实后重报', en: 'please check and report again' },
    { zh: '请补附文件', en: 'please add the document' },
  ],
} as const;
