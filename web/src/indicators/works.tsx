// 项目支撑: what projects bring to the indicator, what holds them up, and what would come if some
// began in another month or kept to their plans. Work to be done, not a number to be reported.

import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Slider } from 'antd';
import { useState } from 'react';

import type { EndView, FeedView, IndicatorSheet, WorkRow } from '../api/types';
import { FormError } from '../app/problems';
import { monthOf } from '../format/dates';
import { chance, decimal, money, percent } from '../format/figures';
import { say, type Lang } from '../format/lang';
import { useWords } from '../words';
import { worksQuery } from './queries';
import { assumedText, withAssumed, type Assumed } from './assumed';

/** Projects shown before somebody asks for all. */
const FIRST = 12;

export function Works({ sheet }: { sheet: IndicatorSheet }) {
  const { t, lang } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const [assumed, setAssumed] = useState<Assumed>({});
  const [all, setAll] = useState(false);
  const fed = sheet.fed_by !== null;
  const answer = useQuery({ ...worksQuery(sheet.id, { known_at, true_on, what_if: assumedText(assumed, sheet.year) }), enabled: fed });
  const feed = answer.data?.projects;
  if (!fed || (answer.data && !feed)) return null;
  return (
    <section className="works" aria-busy={answer.isFetching}>
      <h2>{t('works.title')}</h2>
      <FormError error={answer.isError ? answer.error : null} />
      {feed && (
        <>
          <p>
            {t('works.lead', {
              count: feed.count,
              waiting: feed.waiting,
              month: monthOf(feed.month, lang),
              done: money(feed.done, lang),
              covered: percent(feed.covered),
              planned: money(feed.planned, lang),
              expected: money(feed.expected, lang),
            })}
            <small className="quiet-note"> {t(`works.feeds.${feed.feed}`)}</small>
          </p>
          <Ends feed={feed} measure={say(sheet.measure, lang)} />
          <Changed feed={feed} />
          <p className="quiet-note">{t('works.how')}</p>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('works.title')}>
            <Table rows={all ? feed.works : feed.works.slice(0, FIRST)} assumed={assumed} change={setAssumed} year={feed.year} from={Number(feed.month.slice(5)) + 1} lang={lang} />
          </div>
          <p className="works-acts">
            {!all && feed.works.length > FIRST && (
              <Button onClick={() => setAll(true)}>{t('works.more', { count: feed.works.length - FIRST + feed.unlisted })}</Button>
            )}
            {all && feed.unlisted > 0 && <span className="quiet-note">{t('works.more', { count: feed.unlisted })}</span>}
            <Button disabled={Object.keys(assumed).length === 0} onClick={() => setAssumed({})}>
              {t('works.clear')}
            </Button>
          </p>
        </>
      )}
    </section>
  );
}

function Ends({ feed, measure }: { feed: FeedView; measure: string }) {
  const { t } = useWords();
  const ends: [string, EndView | null][] = [
    [t('works.bySeries'), feed.by_series],
    [t('works.byProjects'), feed.by_projects],
    [t('works.together'), feed.together],
  ];
  return (
    <dl className="works-ends">
      {ends.map(([word, end]) => end && (
        <div key={word}>
          <dt>{word}</dt>
          <dd>
            <b>{decimal(end.mean)}</b> <small>{measure}</small>
          </dd>
          <dd>{t('works.within', { low: decimal(end.low), high: decimal(end.high) })}</dd>
          {end.chance !== null && (
            <dd>
              {t('works.chance')} <b>{chance(end.chance)}</b>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

/** What the assumptions change, in one sentence. */
function Changed({ feed }: { feed: FeedView }) {
  const { t } = useWords();
  const [before, after] = [feed.as_it_goes, feed.together];
  if (!before || !after) return null;
  const of = (end: EndView) => (end.chance === null ? '—' : chance(end.chance));
  return (
    <p className="works-changed" role="status">
      {t('works.changed', { before: of(before), after: of(after), meanBefore: decimal(before.mean), meanAfter: decimal(after.mean) })}
    </p>
  );
}

interface TableProps {
  rows: readonly WorkRow[];
  assumed: Assumed;
  change: (assumed: Assumed) => void;
  year: number;
  /** The first month that is left. */
  from: number;
  lang: Lang;
}

function Table({ rows, assumed, change, year, from, lang }: TableProps) {
  const { t } = useWords();
  return (
    <table className="indicator-table works-table">
      <thead>
        <tr>
          <th>{t('works.project')}</th>
          <th className="number">{t('works.planned')}</th>
          <th className="number">{t('works.done')}</th>
          <th className="number">{t('works.expected')}</th>
          <th className="number">{t('works.short')}</th>
          <th>{t('works.needs')}</th>
          <th className="works-what">{t('works.what')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <Link to="/wall" search={(now) => ({ known_at: now.known_at, true_on: now.true_on, project: row.id })}>
                {row.name}
              </Link>
              <small>{[row.unit_name, t(`works.states.${row.state}`)].filter(Boolean).join(' · ')}</small>
            </th>
            <td className="number">{money(row.planned, lang)}</td>
            <td className="number">{money(row.done, lang)}</td>
            <td className="number">{money(row.expected, lang)}</td>
            <td className={row.short > 0 ? 'number bad' : 'number'}>{money(row.short, lang)}</td>
            <td className="works-needs">{row.needs[0] ? say(row.needs[0], lang) : '—'}</td>
            <td className="works-what">
              <WhatIf row={row} assumed={assumed} change={change} year={year} from={from} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function WhatIf({ row, assumed, change, year, from }: { row: WorkRow; assumed: Assumed; change: (assumed: Assumed) => void; year: number; from: number }) {
  const { t } = useWords();
  const now = assumed[row.id];
  const [moved, setMoved] = useState<number | null>(null);
  if (row.state === 'rests') return null;
  const plan = now === 'plan';
  const asked = typeof now === 'number' ? now : null;
  const month = moved ?? asked;
  return (
    <>
      {row.state === 'waits' && from <= 12 && (
        <>
          <Slider
            min={from}
            max={12}
            disabled={plan}
            value={month ?? from}
            tooltip={{ open: false }}
            ariaLabelForHandle={`${row.name} ${t('works.what')}`}
            onChange={setMoved}
            onChangeComplete={(value) => {
              setMoved(null);
              change(withAssumed(assumed, row.id, value));
            }}
          />
          <small>{month ? t('works.begins', { month }) : row.planned_start && t('works.plannedFor', { date: row.planned_start })}</small>
        </>
      )}
      <Checkbox checked={plan} onChange={(event) => change(withAssumed(assumed, row.id, event.target.checked ? 'plan' : null))} aria-label={`${row.name} ${t('works.asPlanned')} ${year}`}>
        {t('works.asPlanned')}
      </Checkbox>
    </>
  );
}
