// One request at the right: who received it, who works on it, what may be done now, its past.

import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';

import type { Moment } from '../api/queries';
import type { Command, RequestAct, RequestAnswer, RequestRow } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { enterpriseChoicesQuery, requestQuery } from '../enterprises/queries';
import { moment as momentText } from '../format/dates';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { Light } from '../light/lightMark';
import { Talk } from '../talk/talk';
import { useWords } from '../words';
import { daysText } from './standing';

const OUTCOMES = ['solved', 'partly', 'explained'] as const;
type Outcome = (typeof OUTCOMES)[number];

export function RequestDrawer({ id, moment, today, close }: { id: string; moment: Moment; today: string; close: () => void }) {
  const { t, lang } = useWords();
  const answer = useQuery(requestQuery(id, moment));
  const row = answer.data?.sheet.row;
  const past = moment.known_at !== undefined || moment.true_on !== undefined;
  const late = row !== undefined && row.days_late > 0 && row.state !== 'confirmed' && row.state !== 'closed';
  return (
    <aside className="drawer item-drawer" aria-label={t('requests.title')} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <header className="drawer-head">
        <div className="drawer-title">
          <h2>{row ? say(row.text, lang) : id}</h2>
          {row && (
            <p>
              <span>{row.number}</span>
              {row.colour && <Light colour={row.colour} lang={lang} size={15} />}
              <b>{say(row.state_word, lang)}</b>
              <span className={late ? 'bad' : undefined}>{daysText(row, t)}</span>
            </p>
          )}
        </div>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('sheet.close')} title={t('sheet.close')} onClick={close} />
      </header>
      <div className="drawer-body" tabIndex={0} role="region" aria-label={t('requests.what')}>
        {answer.isPending && <Loading />}
        {answer.isError && <Failed error={answer.error} retry={() => void answer.refetch()} />}
        {answer.data && row && (
          <>
            <Facts answer={answer.data} />
            <section className="part">
              <h3>{t('items.next')}</h3>
              {past ? <p className="quiet-note">{t('items.past')}</p> : <Acts key={row.version} row={row} today={today} />}
            </section>
            <Talk subject={id} today={today} moment={moment} />
            <section className="part">
              <h3>{t('items.steps')}</h3>
              <Steps answer={answer.data} />
            </section>
          </>
        )}
      </div>
    </aside>
  );
}

function Facts({ answer }: { answer: RequestAnswer }) {
  const { t, lang } = useWords();
  const { row, project_name } = answer.sheet;
  return (
    <dl className="item-facts">
      <Fact label={t('firms.name')}>
        <Link to="/enterprises/$id" params={{ id: row.enterprise }}>
          {row.enterprise_name}
        </Link>
      </Fact>
      <Fact label={t('requests.kind')}>{say(row.kind_word, lang)}</Fact>
      <Fact label={t('requests.first')}>
        {row.first.name}
        <small>{t('requests.firstStays')}</small>
      </Fact>
      <Fact label={t('requests.handler')}>
        {row.handler.name}
        {row.passed_on > 0 && <small>{t('requests.passedOn', { count: row.passed_on })}</small>}
      </Fact>
      <Fact label={t('items.due')}>{row.due_on}</Fact>
      <Fact label={t('requests.raisedOn')}>
        {row.raised_on} · {t(row.by_enterprise ? 'requests.byItself' : 'requests.entered')}
      </Fact>
      {row.satisfaction !== null && <Fact label={t('requests.satisfaction')}>{t('requests.rated', { rating: row.satisfaction })}</Fact>}
      {project_name && row.project && (
        <Fact label={t('items.project')}>
          <Link to="/wall" search={{ p: row.project }}>
            {project_name}
          </Link>
        </Fact>
      )}
    </dl>
  );
}

function Acts({ row, today }: { row: RequestRow; today: string }) {
  const { t } = useWords();
  const [act, setAct] = useState<RequestAct>();
  if (row.may.length === 0) return <p className="quiet-note">{t(row.state === 'answered' ? 'requests.waits' : 'items.nothingNext')}</p>;
  return (
    <>
      <div className="item-acts">
        {row.may.map((one) => (
          <Button key={one} type={one === act ? 'primary' : 'default'} aria-pressed={one === act} data-act={one} onClick={() => setAct(one === act ? undefined : one)}>
            {t(`requests.acts.${one}`)}
          </Button>
        ))}
      </div>
      {act && <ActForm key={act} act={act} row={row} today={today} cancel={() => setAct(undefined)} />}
    </>
  );
}

function ActForm({ act, row, today, cancel }: { act: RequestAct; row: RequestRow; today: string; cancel: () => void }) {
  const { t } = useWords();
  const choices = useQuery(enterpriseChoicesQuery).data;
  const [text, setText] = useState('');
  const [to, setTo] = useState<string>();
  const [outcome, setOutcome] = useState<Outcome>('solved');
  const send = useCommand();
  const word = act === 'answer' ? 'requests.answer' : act === 'pass_on' ? 'requests.noteInside' : 'items.note';
  const lacking = (act === 'answer' && !text.trim()) || (act === 'pass_on' && !to);
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        const command = commandOf(act, { id: row.id, version: row.version, effective_on: today }, { text: text.trim(), to: to ?? '', outcome });
        if (command) send.mutate(command);
      }}
    >
      {act === 'pass_on' && (
        <Labelled text={t('requests.to')} how={t('requests.toHow')}>
          <Select className="request-to" aria-label={t('requests.to')} showSearch={{ optionFilterProp: 'label' }} value={to} options={(choices?.units ?? []).filter((own) => own.id !== row.handler.id).map((own) => ({ value: own.id, label: own.name }))} onChange={setTo} />
        </Labelled>
      )}
      {act === 'answer' && (
        <Labelled text={t('requests.outcome')}>
          <Select aria-label={t('requests.outcome')} value={outcome} options={OUTCOMES.map((own) => ({ value: own, label: t(`requests.outcomes.${own}`) }))} onChange={setOutcome} />
        </Labelled>
      )}
      <Labelled text={t(word)}>
        <Input.TextArea className="request-words" aria-label={t(word)} rows={act === 'answer' ? 4 : 2} value={text} onChange={(event) => setText(event.target.value)} />
      </Labelled>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={lacking} loading={send.isPending}>
          {t(`requests.acts.${act}`)}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}

/** The command of a filled form; an enterprise's own steps are on its own page. */
function commandOf(act: RequestAct, base: { id: string; version: number; effective_on: string }, filled: { text: string; to: string; outcome: Outcome }): Command | undefined {
  const note = filled.text || null;
  switch (act) {
    case 'answer':
      return { answer_request: { ...base, outcome: filled.outcome, text: filled.text } };
    case 'pass_on':
      return { pass_on_request: { ...base, to: filled.to, note } };
    case 'urge':
      return { urge_request: { ...base, note } };
    case 'close':
      return { close_request: { ...base, note } };
    default:
      return undefined;
  }
}

function Steps({ answer }: { answer: RequestAnswer }) {
  const { t, lang } = useWords();
  const told = new Map(answer.history.map((change) => [change.seq, change]));
  return (
    <ul className="happenings">
      {[...answer.sheet.steps].reverse().map((step) => {
        const record = told.get(step.seq);
        return (
          <li key={step.seq}>
            <time>{step.on}</time>
            <span>
              <b>{say(step.what, lang)}</b>
              {step.said && `${lang === 'zh' ? '：' : ': '}${say(step.said, lang)}`}
              <small>{[record?.actor, record && momentText(record.recorded_at), t('items.record', { seq: step.seq })].filter(Boolean).join(' · ')}</small>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
