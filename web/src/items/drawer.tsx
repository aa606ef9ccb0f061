// One item at the right: what it is, what it waits for, what may be done now, what happened.

import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';

import { itemQuery, type Moment } from '../api/queries';
import type { ItemAnswer } from '../api/types';
import { Failed, Loading } from '../app/states';
import { moment as momentText } from '../format/dates';
import { say } from '../format/lang';
import { Light } from '../light/lightMark';
import { contentOf } from '../talk/queries';
import { Talk } from '../talk/talk';
import { useWords } from '../words';
import { Acts } from './acts';
import { daysText, remarks } from './standing';

interface Props {
  id: string;
  moment: Moment;
  today: string;
  close: () => void;
}

export function ItemDrawer({ id, moment, today, close }: Props) {
  const { t, lang } = useWords();
  const answer = useQuery(itemQuery(id, moment));
  const row = answer.data?.sheet.row;
  const past = moment.known_at !== undefined || moment.true_on !== undefined;
  return (
    <aside
      className="drawer item-drawer"
      aria-label={row?.number ?? id}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !(event.target as HTMLElement).closest('input, textarea')) close();
      }}
    >
      <header className="drawer-head">
        <div className="drawer-title">
          <h2>{row ? say(row.what, lang) : id}</h2>
          {row && (
            <p>
              <span>{row.number}</span>
              {row.colour && <Light colour={row.colour} lang={lang} size={15} />}
              <b>{say(row.state_word, lang)}</b>
              <span className={row.days_late > 0 && row.state !== 'closed' ? 'bad' : undefined}>{daysText(row, t)}</span>
            </p>
          )}
        </div>
        <Button type="text" icon={<CloseOutlined />} aria-label={t('sheet.close')} title={t('sheet.close')} onClick={close} />
      </header>
      <div className="drawer-body" tabIndex={0} role="region" aria-label={t('items.what')}>
        {answer.isPending && <Loading />}
        {answer.isError && <Failed error={answer.error} retry={() => void answer.refetch()} />}
        {answer.data && (
          <>
            <Facts answer={answer.data} />
            <Part title={t('items.next')}>
              {past ? <p className="quiet-note">{t('items.past')}</p> : <Acts key={answer.data.sheet.row.version} sheet={answer.data.sheet} today={today} />}
            </Part>
            <Talk subject={id} today={today} moment={moment} />
            <Part title={t('items.steps')}>
              <Steps answer={answer.data} />
            </Part>
          </>
        )}
      </div>
    </aside>
  );
}

function Facts({ answer }: { answer: ItemAnswer }) {
  const { t, lang } = useWords();
  const { sheet } = answer;
  const { row } = sheet;
  const notes = remarks(row, t, (words) => say(words, lang));
  const where = [sheet.document && say(sheet.document, lang), sheet.line !== null && t('items.line', { line: sheet.line })].filter(Boolean).join(' · ');
  return (
    <dl className="item-facts">
      <Fact label={t('items.lead')}>{row.lead.name}</Fact>
      {row.support.length > 0 && <Fact label={t('items.support')}>{row.support.map((unit) => unit.name).join(lang === 'zh' ? '、' : ', ')}</Fact>}
      <Fact label={t('items.owner')}>{say(row.owner, lang)}</Fact>
      <Fact label={t('items.owedTo')}>{row.owed_to?.name ?? t('items.office')}</Fact>
      <Fact label={t('items.due')}>
        {row.due_on}
        {row.moved_from && <small>{t('items.moved', { date: row.moved_from })}</small>}
        {notes.length > 0 && <small className="item-notes">{notes.join(' · ')}</small>}
      </Fact>
      <Fact label={t('items.assignedOn')}>
        {row.assigned_on} · {say(row.kind_word, lang)}
      </Fact>
      <Fact label={t('items.measure')}>{say(sheet.measure, lang)}</Fact>
      <Fact label={t('items.evidence')}>
        {sheet.evidence.map((own) => (
          <span key={own.kind} className={own.given ? 'item-evidence given' : 'item-evidence'}>
            {own.given ? '✓' : '○'} {say(own.word, lang)} <small>{t(own.given ? 'items.given' : 'items.lacking')}</small>
          </span>
        ))}
      </Fact>
      {sheet.sentence && (
        <Fact label={t('items.source')}>
          <blockquote>{say(sheet.sentence, lang)}</blockquote>
          {where && <small>{where}</small>}
        </Fact>
      )}
      {sheet.meeting && (
        <Fact label={t('items.meeting')}>
          <Link to="/meetings/$id" params={{ id: sheet.meeting }}>
            {say(sheet.meeting_number, lang)}
          </Link>
        </Fact>
      )}
      {row.project && sheet.project_name && (
        <Fact label={t('items.project')}>
          <Link to="/wall" search={{ p: row.project }}>
            {sheet.project_name}
          </Link>
        </Fact>
      )}
    </dl>
  );
}

function Steps({ answer }: { answer: ItemAnswer }) {
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
              {step.evidence.length > 0 && <small>{step.evidence.map((own) => say(own, lang)).join(' · ')}</small>}
              {step.files.map((file) => (
                <a key={file} className="talk-step" href={contentOf(file)} download>
                  {t('talk.gone', { id: file })}
                </a>
              ))}
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

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
