// One meeting: what comes next, its agenda, who attends, minutes, and where what it asked stands.

import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';

import { meetingQuery, zoneQuery } from '../api/queries';
import type { MeetingAnswer, MeetingSheet, Zone } from '../api/types';
import { Failed, Loading } from '../app/states';
import { moment as momentText } from '../format/dates';
import { say } from '../format/lang';
import { Talk } from '../talk/talk';
import { useWords } from '../words';
import { Agenda } from './agendaEditor';
import { AskedTable } from './asked';
import { Minutes } from './minutes';
import { calledOf } from './page';
import { PlanForm } from './planForm';
import { CancelForm, FixForm, HoldForm } from './stepForms';

export function MeetingPage() {
  const { t, lang } = useWords();
  const { id } = useParams({ from: '/shell/meetings/$id' });
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const answer = useQuery(meetingQuery(id, { known_at, true_on }));
  const zone = useQuery(zoneQuery).data;
  const row = answer.data?.sheet.row;
  return (
    <div className="page meetings-page">
      <header className="page-head">
        <h1>
          <Link to="/meetings" className="quiet-link">
            {t('meetings.title')}
          </Link>
          {` · ${row ? calledOf(row, lang) : id}`}
        </h1>
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && zone && <Body answer={answer.data} zone={zone} past={known_at !== undefined || true_on !== undefined} />}
    </div>
  );
}

type Form = 'plan' | 'fix' | 'hold' | 'cancel';

function Body({ answer, zone, past }: { answer: MeetingAnswer; zone: Zone; past: boolean }) {
  const { t, lang } = useWords();
  const { sheet } = answer;
  const { row } = sheet;
  const [form, setForm] = useState<Form>();
  const may = past ? [] : sheet.may;
  const toggle = (next: Form) => setForm(form === next ? undefined : next);
  const close = () => setForm(undefined);
  const moment = { known_at: useSearch({ from: '/shell' }).known_at };
  return (
    <div className="page-body meetings-body">
      <section className="card meeting-card">
        <Facts sheet={sheet} />
        <div className="meeting-acts">
          <Link className="ant-btn-like" to="/meetings/$id/book" params={{ id: row.id }}>
            {t('meetings.bookOpen')}
          </Link>
          {row.entries > 0 && (
            <Link to="/wall" search={{ meet: true, agenda: row.id, known_at: row.mark ?? undefined, true_on: row.mark ? undefined : sheet.speaks_of }}>
              {t(row.state === 'planned' ? 'meetings.startWall' : 'meetings.wallNow')}
            </Link>
          )}
          {row.mark && (
            <Link to="/wall" search={{ known_at: row.mark }}>
              {t('meetings.wallThen')}
            </Link>
          )}
          <span className="nav-room" />
          {may.includes('fix_book') && (
            <Button onClick={() => toggle('fix')} aria-expanded={form === 'fix'}>
              {t('meetings.fix')}
            </Button>
          )}
          {may.includes('hold') && (
            <Button onClick={() => toggle('hold')} aria-expanded={form === 'hold'}>
              {t('meetings.hold')}
            </Button>
          )}
          {may.includes('change') && (
            <Button onClick={() => toggle('plan')} aria-expanded={form === 'plan'}>
              {t('meetings.change')}
            </Button>
          )}
          {may.includes('cancel') && (
            <Button onClick={() => toggle('cancel')} aria-expanded={form === 'cancel'}>
              {t('meetings.cancelIt')}
            </Button>
          )}
        </div>
        {form === 'fix' && <FixForm sheet={sheet} close={close} />}
        {form === 'hold' && <HoldForm sheet={sheet} today={zone.today} close={close} />}
        {form === 'plan' && <PlanForm zone={zone} sheet={sheet} done={close} cancel={close} />}
        {form === 'cancel' && <CancelForm sheet={sheet} close={close} />}
      </section>
      {(row.state === 'held' || row.state === 'minuted') && (
        <>
          <Part title={t('meetings.askedTitle')} note={sheet.asked.length > 0 ? t('meetings.askedHow', { ...row.asked }) : undefined}>
            {sheet.asked.length > 0 ? <AskedTable asked={sheet.asked} /> : <p className="quiet-note">{t('meetings.askedNothing')}</p>}
          </Part>
          <Part title={t('meetings.minutesTitle')}>
            <Minutes key={row.version} sheet={sheet} today={zone.today} may={may.includes('issue_minutes')} />
          </Part>
        </>
      )}
      <Part title={t('meetings.agenda')}>
        <Agenda row={row} moment={moment} editing={may.includes('set_agenda')} />
      </Part>
      <Part title={t('meetings.who')}>
        <Attendance sheet={sheet} />
      </Part>
      <Part title={t('meetings.history')}>
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
      </Part>
      <section className="card">
        <Talk subject={row.id} today={zone.today} moment={past ? moment : {}} />
      </section>
    </div>
  );
}

function Facts({ sheet }: { sheet: MeetingSheet }) {
  const { t, lang } = useWords();
  const { row } = sheet;
  return (
    <dl className="meeting-facts-line">
      <Fact label={t('meetings.state')}>
        <b className={`meeting-state ${row.state}`}>{say(row.state_word, lang)}</b>
        {sheet.cancelled && <small>{say(sheet.cancelled, lang)}</small>}
      </Fact>
      <Fact label={t('meetings.day')}>{[row.on, row.at].filter(Boolean).join(' ')}</Fact>
      <Fact label={t('meetings.place')}>{row.place}</Fact>
      {row.chair && <Fact label={t('meetings.chair')}>{say(row.chair.name, lang)}</Fact>}
      {row.cycle_name && <Fact label={t('meetings.cycle')}>{say(row.cycle_name, lang)}</Fact>}
      <Fact label={t('meetings.book')}>
        {row.mark ? t('meetings.fixedAt', { mark: row.mark, date: row.mark_on }) : `${t('meetings.draftNote')} · ${t('meetings.trueOn', { date: sheet.speaks_of })}`}
      </Fact>
    </dl>
  );
}

function Attendance({ sheet }: { sheet: MeetingSheet }) {
  const { t, lang } = useWords();
  const lists = [
    ['members', sheet.members],
    ['observers', sheet.observers],
  ] as const;
  return (
    <dl className="attendance">
      {lists
        .filter(([, list]) => list.length > 0)
        .map(([name, list]) => (
          <div key={name}>
            <dt>{t(`meetings.${name}`)}</dt>
            <dd>
              {list.map((own) => (
                <span key={own.key} className={own.absent ? 'absent' : undefined}>
                  {say(own.name, lang)}
                  {own.absent && <small>{t('meetings.absent')}</small>}
                </span>
              ))}
            </dd>
          </div>
        ))}
    </dl>
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

function Part({ title, note, children }: { title: string; note?: string; children: ReactNode }) {
  return (
    <section className="card meeting-part">
      <h2>
        {title}
        {note && <small>{note}</small>}
      </h2>
      {children}
    </section>
  );
}
