// 一企一策: what was promised to an enterprise, by whom, by when, and how each measure stands.

import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import type { MeasureState, PlanView } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';

const STATES: readonly MeasureState[] = ['doing', 'kept', 'given_up'];

interface Props {
  plan: PlanView;
  /** Whose plan it is, at which version; absent for those who only read it. */
  of?: { id: string; version: number; today: string };
}

export function PlanPart({ plan, of }: Props) {
  const { t, lang } = useWords();
  return (
    <>
      <p className="quiet-note">{t('firms.planOf', { document: plan.document, date: plan.agreed_on, version: plan.version, kept: plan.kept, all: plan.measures.length, late: plan.late })}</p>
      <ul className="plan-measures">
        {plan.measures.map((own) => (
          <li key={own.key}>
            <span className="light">
              {own.colour && <LightShape colour={own.colour} />}
              <b className={own.state === 'doing' && own.days_late > 0 ? 'bad' : undefined}>{own.state === 'doing' && own.days_late > 0 ? t('items.lateBy', { count: own.days_late }) : say(own.state_word, lang)}</b>
            </span>
            <span>
              {say(own.what, lang)}
              <small>
                {own.unit.name} · {t('firms.by', { date: own.due_on })}
                {own.note && ` · ${own.said_on ?? ''} ${say(own.note, lang)}`}
              </small>
              {of && own.state === 'doing' && <MoveMeasure measure={own.key} of={of} />}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function MoveMeasure({ measure, of }: { measure: number; of: NonNullable<Props['of']> }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [state, setState] = useState<MeasureState>('kept');
  const [note, setNote] = useState('');
  const send = useCommand();
  if (!open) {
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {t('firms.sayHow')}
      </Button>
    );
  }
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ move_measure: { id: of.id, version: of.version, key: measure, state, note: note.trim() || null, effective_on: of.today } });
      }}
    >
      <div className="item-form-line">
        <Select aria-label={t('firms.state')} value={state} options={STATES.map((own) => ({ value: own, label: t(`firms.measureStates.${own}`) }))} onChange={setState} />
        <Input aria-label={t('firms.noteShown')} placeholder={t('firms.noteShown')} value={note} onChange={(event) => setNote(event.target.value)} />
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('firms.save')}
        </Button>
      </div>
      <FormError error={send.error} />
    </form>
  );
}
