// One practice: what was done, what came of it, when it applies; its review, and who used it.

import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { type ReactNode, useState } from 'react';

import type { Command, PracticeAnswer, PracticeContent, PracticeSheet } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { moment as momentText } from '../format/dates';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { PracticeForm } from './form';
import { practiceQuery, practicesQuery } from './queries';
import { UseChoice, useUseChoices } from './useChoice';

export function PracticePage() {
  const { t } = useWords();
  const { id } = useParams({ from: '/shell/practices/$id' });
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const answer = useQuery(practiceQuery(id, { known_at, true_on }));
  return (
    <div className="page practices-page">
      <header className="page-head">
        <h1>
          <Link to="/practices" className="quiet-link">
            {t('practices.title')}
          </Link>
          {` · ${id}`}
        </h1>
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && <Body answer={answer.data} past={known_at !== undefined || true_on !== undefined} />}
    </div>
  );
}

type Form = 'revise' | 'publish' | 'return' | 'withdraw' | 'use';

function Body({ answer, past }: { answer: PracticeAnswer; past: boolean }) {
  const { t, lang } = useWords();
  const { sheet } = answer;
  const { row } = sheet;
  const [form, setForm] = useState<Form>();
  const board = useQuery(practicesQuery({})).data;
  const may = past ? [] : sheet.may;
  const close = () => setForm(undefined);
  const toggle = (next: Form) => setForm(form === next ? undefined : next);
  const refused = sheet.versions[0]?.state === 'returned' ? sheet.versions[0].review : null;
  return (
    <div className="page-body practices-body practice-sheet">
      <article className="card">
        <h2>{row.title}</h2>
        <p className="practice-tags">
          <em className={`practice-state ${row.state}`}>{say(row.state_word, lang)}</em>
          {row.kinds.map((kind) => (
            <b key={kind}>{kind}</b>
          ))}
          {row.stages.map((stage) => (
            <i key={stage}>{stage}</i>
          ))}
          <span>{[row.unit.name, t(row.state === 'published' ? 'practices.published' : 'practices.submitted', { date: row.on }), say(sheet.level_word, lang)].join(' · ')}</span>
        </p>
        {sheet.withdrawn && <p className="bad">{t('practices.withdrawn', { reason: say(sheet.withdrawn.reason, lang) })}</p>}
        {refused?.note && <p className="bad">{`${t('practices.return')}: ${say(refused.note, lang)}`}</p>}
        <Content content={sheet.content} />
        <Source sheet={sheet} />
        <div className="meeting-acts">
          {(['publish', 'return', 'revise', 'withdraw'] as const)
            .filter((act) => may.includes(act))
            .map((act) => (
              <Button key={act} data-act={act} type={act === 'publish' ? 'primary' : 'default'} aria-expanded={form === act} onClick={() => toggle(act)}>
                {t(`practices.${act}`)}
              </Button>
            ))}
        </div>
        {form === 'revise' && <PracticeForm sheet={sheet} kinds={board?.kinds ?? []} stages={board?.stages ?? []} done={close} cancel={close} />}
        {form && form !== 'revise' && form !== 'use' && <Step key={form} act={form} sheet={sheet} close={close} />}
      </article>
      {sheet.waiting && sheet.row.state === 'published' && (
        <article className="card">
          <h2>{t('practices.waitingTitle')}</h2>
          <h3>{sheet.waiting.title}</h3>
          <Content content={sheet.waiting} />
        </article>
      )}
      <section className="card">
        <h2>
          {t('practices.usedTitle')}
          {sheet.may_use && !past && (
            <Button size="small" data-act="use" aria-expanded={form === 'use'} onClick={() => toggle('use')}>
              {t('practices.useIt')}
            </Button>
          )}
        </h2>
        {form === 'use' && <UseForm sheet={sheet} close={close} />}
        <UsedList sheet={sheet} />
      </section>
      {answer.history.length > 0 && (
        <section className="card">
          <h2>{t('practices.history')}</h2>
          <ul className="happenings">
            {[...answer.history].reverse().map((change) => (
              <li key={change.seq}>
                <time>{change.effective_on ?? ''}</time>
                <span>
                  {say(change.text, lang)}
                  <small>{[change.actor, momentText(change.recorded_at), t('items.record', { seq: change.seq })].join(' · ')}</small>
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Content({ content }: { content: PracticeContent }) {
  const { t, lang } = useWords();
  const part = (word: ReactNode, text: string) => (
    <>
      <h3>{word}</h3>
      <p className="practice-text">{text}</p>
    </>
  );
  return (
    <>
      {part(t('practices.what'), say(content.what, lang))}
      {part(t('practices.outcome'), say(content.outcome, lang))}
      {content.applies && part(t('practices.applies'), say(content.applies, lang))}
    </>
  );
}

function Source({ sheet }: { sheet: PracticeSheet }) {
  const { t, lang } = useWords();
  const { source } = sheet;
  return (
    <p className="practice-source-line">
      {`${t('practices.from')}: ${say(source.kind_word, lang)}`}
      {source.name && ` · ${say(source.name, lang)}`}
      {source.project && (
        <>
          {' · '}
          <Link to="/wall" search={{ p: source.project }}>
            {source.project_name}
          </Link>
        </>
      )}
    </p>
  );
}

function UsedList({ sheet }: { sheet: PracticeSheet }) {
  const { t, lang } = useWords();
  if (sheet.row.used === 0) return <p className="quiet-note">{t('practices.usedNone')}</p>;
  return (
    <ul className="happenings practice-uses">
      {sheet.used.map((used) => (
        <li key={used.key} data-used={used.key}>
          <time>{used.on}</time>
          <span>
            {used.project ? (
              <Link to="/wall" search={{ p: used.project }}>
                {say(used.name, lang)}
              </Link>
            ) : (
              say(used.name, lang)
            )}
            {used.note && ` — ${say(used.note, lang)}`}
            <small>{[used.unit?.name, used.by].filter(Boolean).join(' · ')}</small>
          </span>
        </li>
      ))}
      {sheet.used_unseen > 0 && <li className="quiet-note">{t('practices.usedUnseen', { count: sheet.used_unseen })}</li>}
    </ul>
  );
}

/** Publishing, returning, taking down: each with its word, two of them with a reason. */
function Step({ act, sheet, close }: { act: 'publish' | 'return' | 'withdraw'; sheet: PracticeSheet; close: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const { id, version } = sheet.row;
  const label = t(act === 'publish' ? 'practices.note' : 'practices.reason');
  const reason = text.trim();
  const command: Command = act === 'publish' ? { publish_practice: { id, version, note: reason || null } } : act === 'return' ? { return_practice: { id, version, reason } } : { withdraw_practice: { id, version, reason } };
  return (
    <Sending command={command} word={t(`practices.${act}`)} ready={act === 'publish' || reason !== ''} close={close}>
      <Labelled text={label}>
        <Input aria-label={label} value={text} onChange={(event) => setText(event.target.value)} />
      </Labelled>
    </Sending>
  );
}

function UseForm({ sheet, close }: { sheet: PracticeSheet; close: () => void }) {
  const { t } = useWords();
  const choices = useUseChoices(sheet);
  const [thing, setThing] = useState<string>();
  const [note, setNote] = useState('');
  return (
    <Sending command={{ use_practice: { id: sheet.row.id, used_for: thing ?? '', note: note.trim() || null } }} word={t('practices.send')} ready={thing !== undefined} close={close}>
      <Labelled text={t('practices.useFor')} how={t('practices.useForHow')}>
        <UseChoice choices={choices} value={thing} change={setThing} />
      </Labelled>
      <Labelled text={t('practices.useNote')}>
        <Input aria-label={t('practices.useNote')} value={note} onChange={(event) => setNote(event.target.value)} />
      </Labelled>
    </Sending>
  );
}

function Sending({ command, word, ready, close, children }: { command: Command; word: string; ready: boolean; close: () => void; children: ReactNode }) {
  const { t } = useWords();
  const send = useCommand();
  return (
    <form
      className="item-form meeting-step"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(command, { onSuccess: close });
      }}
    >
      <div className="assign-grid">{children}</div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={send.isPending}>
          {word}
        </Button>
        <Button onClick={close}>{t('practices.cancel')}</Button>
      </div>
    </form>
  );
}
