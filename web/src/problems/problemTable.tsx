import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { Fragment, useState } from 'react';

import type { ProblemRow } from '../api/types';
import { grouped } from '../format/figures';
import { say } from '../format/lang';
import { AssignForm } from '../items/assignForm';
import { Light } from '../light/lightMark';
import { Offers } from '../practices/offers';
import { Talk } from '../talk/talk';
import { useWords, type T } from '../words';
import { SolveForm } from './solveForm';

interface Props {
  rows: readonly ProblemRow[];
  office: boolean;
  past: boolean;
  today: string;
  /** The problem that is opened with the page. */
  opened?: string;
}

type What = 'assign' | 'solve' | 'talk' | 'offers';
type Open = { id: string; what: What } | null;

export function ProblemTable({ rows, office, past, today, opened }: Props) {
  const { t } = useWords();
  const [open, setOpen] = useState<Open>(opened ? { id: opened, what: 'offers' } : null);
  const close = () => setOpen(null);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('problems.title')}>
      <table className="item-table problem-table">
        <thead>
          <tr>
            <th>{t('problems.what')}</th>
            <th>{t('problems.project')}</th>
            <th>{t('problems.owner')}</th>
            <th className="number">{t('problems.stood')}</th>
            <th className="number">{t('problems.costs')}</th>
            <th>{t('problems.due')}</th>
            <th>{t('problems.light')}</th>
            <th>{t('problems.items')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Fragment key={row.id}>
              <Row row={row} office={office} past={past} open={open?.id === row.id ? open.what : null} pick={(what) => setOpen(what && { id: row.id, what })} />
              {open?.id === row.id && (
                <tr className="problem-form">
                  <td colSpan={8}>
                    {open.what === 'talk' ? (
                      <Talk subject={row.id} today={today} />
                    ) : open.what === 'offers' ? (
                      <Offers problem={row.id} sayNone />
                    ) : open.what === 'solve' ? (
                      <SolveForm id={row.id} today={today} done={close} cancel={close} />
                    ) : (
                      <AssignForm today={today} draft={{ kind: 'problem', what: say(row.description, 'zh'), lead: row.owner?.id ?? row.lead?.id, due_on: row.due_on && row.due_on >= today ? row.due_on : null, project: row.project, problem: row.id }} done={close} cancel={close} />
                    )}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function dueText(row: ProblemRow, t: T): string {
  const late = row.days_late;
  if (row.solved_on) return t('problems.solvedOn', { date: row.solved_on });
  if (late === null) return '';
  if (late > 0) return t('problems.lateBy', { count: late });
  return late === 0 ? t('problems.dueToday') : t('problems.leftDays', { count: -late });
}

function Row({ row, office, past, open, pick }: { row: ProblemRow; office: boolean; past: boolean; open: What | null; pick: (what: What | null) => void }) {
  const { t, lang } = useWords();
  const late = (row.days_late ?? 0) > 0;
  const button = (what: What) => (
    <Button size="small" data-do={what} aria-expanded={open === what} onClick={() => pick(open === what ? null : what)}>
      {t(what === 'talk' ? 'talk.talk' : what === 'offers' ? 'practices.of' : `problems.${what}`)}
    </Button>
  );
  return (
    <tr className={row.solved_on ? 'past' : undefined} data-problem={row.id}>
      <th scope="row">
        <b>{row.kind}</b> <span className={`severity ${row.severity}`}>{say(row.severity_word, lang)}</span>
        <span className="problem-said">{say(row.description, lang)}</span>
      </th>
      <td>
        <Link to="/wall" search={{ p: row.project }}>
          {row.project_name}
        </Link>
        {row.lead && <small>{row.lead.name}</small>}
      </td>
      <td>{row.owner?.name ?? <span className="bad">{t('problems.noOwner')}</span>}</td>
      <td className="number">
        <span className="narrow">{t('problems.stood')} </span>
        {grouped(row.stood_days)}
      </td>
      <td className="number">
        <span className="narrow">{t('problems.costs')} </span>
        {grouped(row.delay_days)}
      </td>
      <td className={late ? 'bad' : undefined}>
        {row.due_on ?? '—'}
        <small>{dueText(row, t)}</small>
      </td>
      <td>{row.colour && <Light colour={row.colour} lang={lang} />}</td>
      <td className="problem-items">
        {row.items.map((item) => (
          <span key={item.id}>
            <Link to="/items" search={{ i: item.id, closed: true, side: 'all' }}>
              {item.number}
            </Link>{' '}
            <small>{say(item.state_word, lang)}</small>
          </span>
        ))}
        {row.item_proposed && <small className="item-notes">{t('problems.proposed')}</small>}
        {!past && (
          <span className="item-form-line">
            {button('talk')}
            {office && !row.solved_on && row.items.every((item) => item.state === 'closed') && button('assign')}
            {row.may_solve && button('solve')}
            {!row.solved_on && button('offers')}
          </span>
        )}
      </td>
    </tr>
  );
}
