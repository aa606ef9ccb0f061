// 分解: a year's target over units and months, in a table one edits. What is typed stays; the rest is
// spread again so that parts add up to the whole, to the last digit. Nothing counts until recorded.

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { Proposal, Proposed } from '../api/types';
import { FormError } from '../app/problems';
import { Loading } from '../app/states';
import { decimal } from '../format/figures';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useWords } from '../words';
import { decompositionQuery, indicatorQuery } from './queries';
import { lockText, MONTHS, withLock, type Locks } from './locks';
import { RecordForm } from './recordForm';

export function DecompositionPage() {
  const { t, lang } = useWords();
  const { id } = useParams({ from: '/shell/indicators/$id/decomposition' });
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const [locks, setLocks] = useState<Locks>({});
  const sheet = useQuery(indicatorQuery(id, { known_at, true_on })).data?.sheet;
  const [base, setBase] = useState<string>();
  const query = { known_at, true_on, lock: lockText(locks), base };
  const answer = useQuery({ ...decompositionQuery(id, query), placeholderData: keepPreviousData });
  // What cannot be spread leaves the last table standing, with the reason above it.
  const [last, setLast] = useState(answer.data);
  if (answer.data && answer.data !== last) setLast(answer.data);
  const growth = last?.proposal.kind === 'growth';
  const Parts = growth ? GrowthTable : Table;
  // A unit without a figure of its own has no row there.
  const units = useQuery(zoneQuery).data?.units ?? [];
  const names = new Map<string | null, string>([...units.map((own) => [own.id, own.name] as const), ...(sheet?.rows ?? []).map((row) => [row.unit, say(row.name, lang)] as const)]);
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <Link to="/indicators/$id" params={{ id }} search={{ known_at, true_on }} className="quiet-link">
            {sheet ? say(sheet.name, lang) : t('indicators.title')}
          </Link>
          {` · ${t('decomposition.title')}`} {sheet && <small>{say(sheet.measure, lang)}</small>}
        </h1>
      </header>
      <div className="page-body decomposition">
        {answer.isPending && !last && <Loading />}
        <FormError error={answer.isError ? answer.error : null} />
        {last && (
          <>
            <p className="quiet-note">{t(growth ? 'decomposition.howGrowth' : 'decomposition.how', { year: last.proposal.year, target: decimal(last.proposal.target) })}</p>
            {growth && (
              <Labelled text={t('decomposition.base')}>
                <Select
                  aria-label={t('decomposition.base')}
                  className="decomposition-base"
                  value={last.proposal.base ?? undefined}
                  placeholder={t('decomposition.baseBefore')}
                  options={last.proposal.bases.map((own) => ({ value: own.id, label: say(own.name, lang) }))}
                  onChange={setBase}
                />
              </Labelled>
            )}
            <div className="scroll-x" tabIndex={0} role="region" aria-label={t('decomposition.title')} aria-busy={answer.isFetching}>
              <Parts proposal={last.proposal} names={names} locks={locks} change={(key, text) => setLocks(withLock(locks, key, text))} />
            </div>
            <p className="decomposition-acts">
              <Button disabled={Object.keys(locks).length === 0} onClick={() => setLocks({})}>
                {t('decomposition.clear')}
              </Button>
              <span className="quiet-note">{t('decomposition.locked', { count: Object.keys(locks).length })}</span>
            </p>
            <RecordForm id={id} proposal={last.proposal} since={last.true_on} replaces={last.replaces} stale={answer.isError || answer.isFetching} />
          </>
        )}
      </div>
    </div>
  );
}

interface TableProps {
  proposal: Proposal;
  names: ReadonlyMap<string | null, string>;
  locks: Locks;
  change: (key: string, text: string) => void;
}

function Table({ proposal, names, locks, change }: TableProps) {
  const { t } = useWords();
  return (
    <table className="indicator-table decomposition-table">
      <thead>
        <tr>
          <th>{t('indicators.unit')}</th>
          <th className="number">{t('decomposition.lastYear')}</th>
          <th className="number">{t('decomposition.year')}</th>
          {MONTHS.map((month) => (
            <th key={month} className="number">
              {t('indicators.monthOf', { month })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {proposal.parts.map((part) => (
          <Row key={part.unit ?? 'zone'} part={part} published={proposal.published} name={names.get(part.unit) ?? part.unit ?? t('decomposition.whole')} locks={locks} change={change} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ part, published, name, locks, change }: { part: Proposed; published: readonly number[]; name: string; locks: Locks; change: TableProps['change'] }) {
  const { t } = useWords();
  const { unit } = part;
  return (
    <tr className={unit ? undefined : 'whole'}>
      <th scope="row">{name}</th>
      <td className="number">{decimal(part.last_year)}</td>
      <td className="number">
        {unit ? <Cell label={`${name} ${t('decomposition.year')}`} value={locks[unit] ?? part.amount} locked={unit in locks} change={(text) => change(unit, text)} /> : decimal(part.amount)}
      </td>
      {part.months.map((amount, at) => {
        const key = `${unit}-${String(at + 1).padStart(2, '0')}`;
        return (
          <td key={at} className="number">
            {/* A month without a value of its own takes no part: January where it comes with February. */}
            {unit && published.includes(at + 1) ? (
              <Cell label={`${name} ${t('indicators.monthOf', { month: at + 1 })}`} value={locks[key] ?? amount} locked={key in locks} change={(text) => change(key, text)} />
            ) : (
              decimal(amount)
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** Growth of units, with the shares of the base year by which they pull the whole. */
function GrowthTable({ proposal, names, locks, change }: TableProps) {
  const { t } = useWords();
  const pulls = proposal.parts.reduce((sum, part) => sum + Number(part.pull ?? 0), 0);
  return (
    <table className="indicator-table decomposition-table growth">
      <thead>
        <tr>
          <th>{t('indicators.unit')}</th>
          <th className="number">{t('decomposition.lastGrowth')}</th>
          <th className="number">{t('decomposition.baseShare')}</th>
          <th className="number">{t('decomposition.growth')}</th>
          <th className="number">{t('decomposition.pull')}</th>
        </tr>
      </thead>
      <tbody>
        {proposal.parts.map((part) => (
          <GrowthRow key={part.unit ?? 'zone'} part={part} name={names.get(part.unit) ?? part.unit ?? t('decomposition.whole')} pulls={pulls} locks={locks} change={change} />
        ))}
      </tbody>
    </table>
  );
}

function GrowthRow({ part, name, pulls, locks, change }: { part: Proposed; name: string; pulls: number; locks: Locks; change: TableProps['change'] }) {
  const { t } = useWords();
  const { unit } = part;
  if (!unit) {
    return (
      <tr className="whole">
        <th scope="row">{name}</th>
        <td />
        <td className="number">100%</td>
        <td className="number">{decimal(part.amount)}</td>
        <td className="number">{decimal(String(Math.round(pulls * 10_000) / 10_000))}</td>
      </tr>
    );
  }
  const key = `${unit}-base`;
  const share = part.base_share ?? '0';
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{decimal(part.last_year)}</td>
      <td className="number">
        <Cell label={`${name} ${t('decomposition.baseShare')}`} value={locks[key] ?? share} locked={key in locks} change={(text) => change(key, text)} />
      </td>
      <td className="number">
        <Cell label={`${name} ${t('decomposition.growth')}`} value={locks[unit] ?? part.amount} locked={unit in locks} change={(text) => change(unit, text)} />
      </td>
      <td className="number">{decimal(part.pull)}</td>
    </tr>
  );
}

/** A figure that can be typed over. Typed, it stays; emptied, it is spread again. */
function Cell({ label, value, locked, change }: { label: string; value: string; locked: boolean; change: (text: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const done = () => {
    if (typed !== null && typed.trim() !== value) change(typed);
    setTyped(null);
  };
  return (
    <input
      className={locked ? 'cell locked' : 'cell'}
      inputMode="decimal"
      aria-label={label}
      value={typed ?? value}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        if (event.key === 'Escape') setTyped(null);
      }}
    />
  );
}
