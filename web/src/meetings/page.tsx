// 会议: those to come first, then the past; each leads to its agenda, its book and its wall.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';

import { meetingsQuery, zoneQuery } from '../api/queries';
import type { MeetingRow } from '../api/types';
import { Empty, Failed, Loading } from '../app/states';
import { dayOf } from '../format/dates';
import { say } from '../format/lang';
import { useWords } from '../words';
import { PlanForm } from './planForm';

export function MeetingsPage() {
  const { t } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const board = useQuery(meetingsQuery({ known_at, true_on }));
  const [planning, setPlanning] = useState(false);
  const may = board.data?.may_plan === true && known_at === undefined && true_on === undefined;
  const rows = board.data?.meetings ?? [];
  const ahead = rows.filter((row) => row.state === 'planned');
  const past = rows.filter((row) => row.state !== 'planned');
  return (
    <div className="page meetings-page">
      <header className="page-head">
        <h1>{t('meetings.title')}</h1>
        {may && (
          <span className="items-new">
            <Button type={rows.length === 0 ? 'primary' : 'default'} aria-expanded={planning} onClick={() => setPlanning(!planning)}>
              {t('meetings.plan')}
            </Button>
          </span>
        )}
      </header>
      {planning && zone && (
        <section className="card items-assign">
          <PlanForm zone={zone} done={(id) => void navigate({ to: '/meetings/$id', params: { id } })} cancel={() => setPlanning(false)} />
        </section>
      )}
      {board.isPending && <Loading />}
      {board.isError && !board.data && <Failed error={board.error} retry={() => void board.refetch()} />}
      {board.data && rows.length === 0 && !planning && (
        <Empty title={t(board.data.may_plan ? 'meetings.none' : 'meetings.noneYours')} how={t(board.data.may_plan ? 'meetings.noneHow' : 'meetings.noneYoursHow')} />
      )}
      {rows.length > 0 && (
        <div className="page-body meetings-body">
          {ahead.map((row) => (
            <Ahead key={row.id} row={row} today={zone?.today ?? row.on} />
          ))}
          {past.length > 0 && <Past rows={past} />}
        </div>
      )}
    </div>
  );
}

export function calledOf(row: MeetingRow, lang: 'zh' | 'en'): string {
  const number = say(row.number, lang);
  return row.title ? `${number}${lang === 'zh' ? '：' : ': '}${row.title}` : number;
}

function whenOf(row: MeetingRow): string {
  return [row.on, row.at].filter(Boolean).join(' ');
}

/** The next meeting: what one looks for first. */
function Ahead({ row, today }: { row: MeetingRow; today: string }) {
  const { t, lang } = useWords();
  const days = dayOf(row.on) - dayOf(today);
  return (
    <article className="meeting-next card">
      <div>
        <h2>
          <Link to="/meetings/$id" params={{ id: row.id }}>
            {calledOf(row, lang)}
          </Link>
        </h2>
        <p>
          <b>{whenOf(row)}</b>
          {days > 0 && <span className="meeting-days">{t('meetings.minutesLeft', { count: days })}</span>}
          <span>{row.place}</span>
          {row.chair && <span>{`${t('meetings.chair')} ${say(row.chair.name, lang)}`}</span>}
          {row.cycle_name && <span>{say(row.cycle_name, lang)}</span>}
        </p>
      </div>
      <p className="meeting-next-agenda">
        {row.entries === 0 ? t('meetings.agendaEmpty') : t('meetings.entriesOf', { count: row.entries, minutes: row.minutes })}
        {row.mark && <small>{t('meetings.fixed')}</small>}
      </p>
      <span className="items-new">
        <Link className="ant-btn-like" to="/meetings/$id" params={{ id: row.id }}>
          {t('meetings.agenda')}
        </Link>
        <Link to="/meetings/$id/book" params={{ id: row.id }}>
          {t('meetings.book')}
        </Link>
      </span>
    </article>
  );
}

function Past({ rows }: { rows: readonly MeetingRow[] }) {
  const { t, lang } = useWords();
  return (
    <section>
      <h2>{t('meetings.past')}</h2>
      <div className="table-scroll">
        <table className="item-table meetings-table">
          <thead>
            <tr>
              <th>{t('meetings.title')}</th>
              <th>{t('meetings.day')}</th>
              <th className="wide">{t('meetings.place')}</th>
              <th>{t('meetings.state')}</th>
              <th>{t('meetings.asked')}</th>
              <th aria-label={t('meetings.open')} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} className={row.state === 'cancelled' ? 'past' : undefined}>
                <th scope="row">
                  <Link to="/meetings/$id" params={{ id: row.id }}>
                    {calledOf(row, lang)}
                  </Link>
                </th>
                <td className="nowrap">{whenOf(row)}</td>
                <td className="wide">{row.place}</td>
                <td>{say(row.state_word, lang)}</td>
                <td>
                  {row.asked.total === 0 ? t('meetings.askedNone') : t('meetings.askedOf', { ...row.asked })}
                  {row.asked.overdue > 0 && <small className="bad">{t('meetings.overdueOf', { count: row.asked.overdue })}</small>}
                </td>
                <td className="meetings-links">
                  {row.mark && (
                    <>
                      <Link to="/meetings/$id/book" params={{ id: row.id }}>
                        {t('meetings.book')}
                      </Link>
                      <Link to="/wall" search={{ known_at: row.mark }}>
                        {t('meetings.wallThen')}
                      </Link>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
