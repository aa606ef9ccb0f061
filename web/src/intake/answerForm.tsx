// What an answer still has to say: a note, another value, which project, which document.

import { Button, Checkbox, DatePicker, Input, Radio, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import type { Answer, AnswerChoice, Preview, Question } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import { isWhole, needsOf, REASONS } from './answers';

type Part = Omit<Answer, 'question'>;

interface Props {
  choice: AnswerChoice;
  question: Question;
  preview: Preview;
  busy: boolean;
  answer: (part: Part) => void;
}

export function AnswerForm({ choice, question, preview, busy, answer }: Props) {
  const { t, lang } = useWords();
  const needs = needsOf(choice);
  const only = question.candidates.length === 1 ? question.candidates[0]?.target : undefined;
  const [draft, setDraft] = useState<Part>({ answer: choice, into: needs.into !== 'none' && only ? [only] : [] });
  const set = (part: Partial<Part>) => setDraft({ ...draft, ...part });
  const reasons = choice === 'accept' || choice === 'send_back' ? REASONS[choice] : [];
  return (
    <form
      className="answer-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole(draft)) answer(trimmed(draft));
      }}
    >
      {needs.into !== 'none' && <Into many={needs.into === 'many'} question={question} preview={preview} into={draft.into ?? []} set={(into) => set({ into })} />}
      {needs.value && (
        <label className="field-line">
          {t('intake.rightValue')}
          <Input autoFocus value={draft.value ?? ''} onChange={(event) => set({ value: event.target.value })} />
        </label>
      )}
      {needs.document && (
        <>
          <label className="field-line">
            {t('sheet.document')}
            <Input value={draft.document ?? ''} onChange={(event) => set({ document: event.target.value })} />
          </label>
          <label className="field-line">
            {t('intake.fromDate')}
            <DatePicker value={draft.on ? dayjs(draft.on) : null} onChange={(date) => set({ on: date ? date.format('YYYY-MM-DD') : null })} />
          </label>
        </>
      )}
      <label className="field-line">
        {needs.note ? t('intake.note') : t('intake.noteMaybe')}
        <Input autoFocus={needs.note} value={draft.note ?? ''} onChange={(event) => set({ note: event.target.value })} />
      </label>
      {reasons.length > 0 && (
        <span className="reasons">
          {reasons.map((one) => (
            <button key={one.en} type="button" className="chip" onClick={() => set({ note: say(one, lang) })}>
              {say(one, lang)}
            </button>
          ))}
        </span>
      )}
      {choice === 'send_back' && (
        <Checkbox checked={draft.whole_row ?? false} onChange={(event) => set({ whole_row: event.target.checked })}>
          {t('intake.wholeRow')}
        </Checkbox>
      )}
      <Button type="primary" htmlType="submit" disabled={!isWhole(draft) || busy} loading={busy}>
        {t('intake.answer')}
      </Button>
    </form>
  );
}

function trimmed(draft: Part): Part {
  const text = (value: string | null | undefined) => value?.trim() || null;
  return { ...draft, note: text(draft.note), value: text(draft.value), document: text(draft.document) };
}

interface IntoProps {
  many: boolean;
  question: Question;
  preview: Preview;
  into: readonly string[];
  set: (into: string[]) => void;
}

/** Which project or row is meant: the likely ones with their reasons, and all rows of the file. */
function Into({ many, question, preview, into, set }: IntoProps) {
  const { t, lang } = useWords();
  const { candidates } = question;
  const rows = preview.rows
    .filter((row) => row.class === 'new' || row.project !== null)
    .map((row) => ({ value: row.project ?? `${row.sheet}!${row.cell}`, label: `${row.name}（${row.project ?? row.cell}）` }));
  return (
    <div className="into">
      {!many && candidates.length > 0 && (
        <Radio.Group className="candidates" value={into[0]} onChange={(event) => set([event.target.value as string])}>
          {candidates.map((one) => (
            <Radio key={one.target} value={one.target}>
              <b>{one.name}</b> <small>{[one.unit, one.target].filter(Boolean).join(' · ')}</small>{' '}
              <span className="score">{one.score}%</span>{' '}
              <small>{one.reasons.map((reason) => say(reason, lang)).join(lang === 'zh' ? '；' : '; ')}</small>
            </Radio>
          ))}
        </Radio.Group>
      )}
      {(many || candidates.length === 0) && (
        <label className="field-line">
          {t('intake.into')}
          <Select
            mode="tags"
            maxCount={many ? undefined : 1}
            value={[...into]}
            onChange={(value: string[]) => set(value)}
            options={[...candidates.map((one) => ({ value: one.target, label: `${one.name}（${one.target}）` })), ...rows]}
          />
        </label>
      )}
    </div>
  );
}
