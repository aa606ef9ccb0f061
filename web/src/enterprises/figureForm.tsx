// The figures of a month: four fields, last month's values beside them, and what is asked about a
// figure right under it. What was typed stays through any refusal.

import { Button, Input } from 'antd';
import { useState } from 'react';

import { Refused } from '../api/client';
import type { FigureKind } from '../api/types';
import { FormError, ProblemList } from '../app/problems';
import { monthOf } from '../format/dates';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { FIGURES, kept, typed } from './figures';
import { questionsOf } from './questions';

export type Known = Partial<Record<FigureKind, number | null>>;

interface Props {
  id: string;
  version: number;
  month: string;
  /** What is known of the month itself, and of the one before. */
  known?: Known | null;
  before?: Known | null;
  large?: boolean;
  done: () => void;
  cancel?: () => void;
}

export function FigureForm({ id, version, month, known, before, large = false, done, cancel }: Props) {
  const { t, lang } = useWords();
  const [values, setValues] = useState<Record<string, string>>(() => Object.fromEntries(FIGURES.map((kind) => [kind, typed(kind, known?.[kind])])));
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const send = useCommand();
  const refused = send.error instanceof Refused ? questionsOf(send.error.problems) : undefined;
  const asked = refused?.asked ?? [];
  const told = FIGURES.map((kind) => [kind, kept(kind, values[kind] ?? '')] as const);
  const unread = told.filter(([, value]) => value === undefined).map(([kind]) => kind);
  const nothing = told.every(([, value]) => value === null || value === undefined);
  const key = (question: string, figure: string) => `${question} ${figure}`;
  const size = large ? 'large' : 'middle';
  const submit = () => {
    const answers = asked
      .map((one) => ({ question: one.question, figure: one.figure, reason: (reasons[key(one.question, one.figure)] ?? '').trim() }))
      .filter((answer) => answer.reason);
    send.mutate({ record_figures: { id, version, month, ...Object.fromEntries(told), answers } }, { onSuccess: done });
  };
  return (
    <form
      className={large ? 'figure-form large' : 'figure-form'}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <h3>{t('firms.tellMonth', { month: monthOf(month, lang) })}</h3>
      <div className="figure-fields">
        {FIGURES.map((kind) => (
          <div key={kind} className="figure-field">
            <label htmlFor={`figure-${kind}`}>
              {t(`firms.figures.${kind}`)} <small>{t(`firms.units.${kind}`)}</small>
            </label>
            <Input id={`figure-${kind}`} inputMode="decimal" autoComplete="off" size={size} status={unread.includes(kind) ? 'error' : undefined} value={values[kind]} onChange={(event) => setValues({ ...values, [kind]: event.target.value })} />
            {before?.[kind] !== undefined && before[kind] !== null && <small className="quiet-note">{t('firms.lastMonth', { value: typed(kind, before[kind]) })}</small>}
            {unread.includes(kind) && <small className="bad">{t('firms.notANumber')}</small>}
            {asked
              .filter((one) => one.figure === kind)
              .map((one) => (
                <label key={one.question} className="figure-asked">
                  <span>{say(one.text, lang)}</span>
                  <Input size={size} placeholder={t('firms.why')} value={reasons[key(one.question, kind)] ?? ''} onChange={(event) => setReasons({ ...reasons, [key(one.question, kind)]: event.target.value })} />
                </label>
              ))}
          </div>
        ))}
      </div>
      {refused ? refused.others.length > 0 && <div className="form-error" role="alert"><ProblemList problems={refused.others} /></div> : <FormError error={send.error} />}
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" size={size} block={large} disabled={nothing || unread.length > 0} loading={send.isPending}>
          {t('firms.tell')}
        </Button>
        {cancel && <Button onClick={cancel}>{t('items.cancel')}</Button>}
      </div>
    </form>
  );
}
