// What the file is asked before it does harm: one by one, or all of a kind at once.

import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import type { Answer, Answers, Mapping, Preview, Question } from '../api/types';
import { FormError } from '../app/problems';
import { TooMany } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';
import { REASONS, withAnswer, withoutAnswer } from './answers';
import { QuestionCard } from './questionCard';

const SHOWN_MAX = 40;

interface Props {
  id: string;
  mapping: Mapping;
  preview: Preview;
  /** In order: what waits first. */
  questions: readonly Question[];
  answers: Answers;
  busy: boolean;
  error: unknown;
  send: (answers: Answers) => void;
}

export function Questions({ id, mapping, preview, questions, answers, busy, error, send }: Props) {
  const { t } = useWords();
  const [code, setCode] = useState<string | null>(null);
  const { question_counts: kinds } = preview;
  if (questions.length === 0) return <p className="quiet-note">{t('intake.noQuestions')}</p>;
  const some = code ? questions.filter((own) => own.code === code) : questions;
  const shown = some.slice(0, SHOWN_MAX);
  const kindName = (own: string) => {
    const first = questions.find((one) => one.code === own);
    return first?.label ? `${own.replace(/^.*\//, '')}` : own.replace(/^.*\//, '');
  };
  const answer = (given: Answer) => send(withAnswer(answers, given));
  return (
    <div className="questions">
      <div className="bar">
        <Select
          className="question-kind"
          allowClear
          aria-label={t('intake.kind')}
          placeholder={t('intake.allKinds')}
          value={code}
          onChange={(value: string | undefined) => setCode(value ?? null)}
          options={kinds.map((kind) => ({
            value: kind.code,
            label: `${t(`intake.kinds.${kindName(kind.code)}` as 'intake.kind', { defaultValue: kindName(kind.code) })} ${kind.open}/${kind.total}`,
          }))}
          popupMatchSelectWidth={false}
        />
        {code && <AcceptAll questions={some} code={code} busy={busy} answer={answer} />}
      </div>
      <FormError error={error} />
      {some.length > shown.length && <TooMany shown={shown.length} />}
      <ol>
        {shown.map((question) => (
          <QuestionCard
            key={question.key}
            id={id}
            mapping={mapping}
            preview={preview}
            question={question}
            busy={busy}
            answer={answer}
            withdraw={() => send(withoutAnswer(answers, question.key))}
          />
        ))}
      </ol>
    </div>
  );
}

/** All open questions of a kind accepted with one reason. */
function AcceptAll({
  questions,
  code,
  busy,
  answer,
}: {
  questions: readonly Question[];
  code: string;
  busy: boolean;
  answer: (answer: Answer) => void;
}) {
  const { t, lang } = useWords();
  const [note, setNote] = useState('');
  const open = questions.filter((own) => !own.answer && own.choices.includes('accept')).length;
  if (open < 2) return null;
  return (
    <>
      <Input
        className="accept-note"
        placeholder={t('intake.note')}
        aria-label={t('intake.note')}
        value={note}
        onChange={(event) => setNote(event.target.value)}
        list="accept-reasons"
      />
      <datalist id="accept-reasons">
        {REASONS.accept.map((one) => (
          <option key={one.en} value={say(one, lang)} />
        ))}
      </datalist>
      <Button disabled={!note.trim() || busy} onClick={() => answer({ question: code, answer: 'accept', note: note.trim() })}>
        {t('intake.acceptAll', { count: open })}
      </Button>
    </>
  );
}
