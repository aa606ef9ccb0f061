// One question: what was known, what the file says, and what may be answered.

import { Button } from 'antd';
import { useState } from 'react';

import type { Answer, AnswerChoice, Mapping, Preview, Question } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import { AnswerForm } from './answerForm';
import { isWhole, needsOf } from './answers';
import { cellParts } from './mapEdit';
import { PlaceButton, Surroundings } from './surroundings';

interface Props {
  id: string;
  mapping: Mapping;
  preview: Preview;
  question: Question;
  busy: boolean;
  answer: (answer: Answer) => void;
  withdraw: () => void;
}

/** The question whose candidates are told before it is answered. */
const WHICH = 'exchange/which-project';
const NEAR_SHOWN = 3;

export function QuestionCard({ id, mapping, preview, question, busy, answer, withdraw }: Props) {
  const { t, lang } = useWords();
  const [around, setAround] = useState(false);
  const [choice, setChoice] = useState<AnswerChoice | null>(null);
  const { sheet, cell } = question;
  const placed = sheet !== null && cell !== null && cellParts(cell) !== null;
  const given = question.answer as Answer | null;
  // What needs nothing more is answered by the click itself.
  const choose = (next: AnswerChoice) => {
    if (isWhole({ answer: next })) answer({ question: question.key, answer: next });
    else setChoice(choice === next ? null : next);
  };
  return (
    <li className={`question ${question.weight}${given ? ' answered' : ''}`} data-question={question.key}>
      <p className="question-what">
        <span className={`weight ${question.weight}`}>{t(`intake.weights.${question.weight}`)}</span>
        <b>{question.name}</b>
        {placed && <PlaceButton sheet={sheet} cell={cell} open={around} toggle={() => setAround(!around)} />}
      </p>
      <p>{say(question.message, lang)}</p>
      {(question.known !== null || question.told !== null) && (
        <p className="question-values">
          {question.label && <span className="change-field">{say(question.label, lang)}</span>}
          {question.known !== null && <del>{question.known}</del>}
          {question.known !== null && question.told !== null && <span aria-hidden="true">→</span>}
          {question.told !== null && <ins>{say(question.told, lang)}</ins>}
        </p>
      )}
      {!given && choice === null && question.code === WHICH && question.candidates.length > 0 && (
        <p className="question-near">
          {question.candidates.slice(0, NEAR_SHOWN).map((one) => (
            <span key={one.target}>
              {one.name} <small>{[one.unit, one.target, `${one.score}%`].filter(Boolean).join(' · ')}</small>
            </span>
          ))}
        </p>
      )}
      {around && placed && <Surroundings id={id} sheet={sheet} cell={cell} mapping={mapping} />}
      {given ? (
        <p className="question-answer">
          <b>{t(`intake.choices.${given.answer}`)}</b>
          <span>{[given.value, ...(given.into ?? []), given.document, given.on, given.note].filter(Boolean).join(' · ')}</span>
          {question.answered_in && <small>{t('intake.answeredIn', { id: question.answered_in })}</small>}
          <Button size="small" disabled={busy} onClick={withdraw}>
            {t('intake.reconsider')}
          </Button>
        </p>
      ) : (
        <>
          {question.weight !== 'tells' && <p className="quiet-note">{say(question.remedy, lang)}</p>}
          <div className="question-choices" role="group" aria-label={t('intake.choose')}>
            {question.choices.map((one) => (
              <Button key={one} disabled={busy} type={choice === one ? 'primary' : 'default'} aria-expanded={needsMore(one) ? choice === one : undefined} onClick={() => choose(one)}>
                {t(`intake.choices.${one}`)}
              </Button>
            ))}
          </div>
          {choice && (
            <AnswerForm
              key={choice}
              choice={choice}
              question={question}
              preview={preview}
              busy={busy}
              answer={(part) => answer({ question: question.key, ...part })}
            />
          )}
        </>
      )}
    </li>
  );
}

function needsMore(choice: AnswerChoice): boolean {
  const { note, value, into, document } = needsOf(choice);
  return note || value || document || into !== 'none';
}
