// One indicator: by unit, against its plan, what was revised and adjusted, how it was broken down.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';

import { sessionQuery, zoneQuery } from '../api/queries';
import type { IndicatorSheet, SeriesRow } from '../api/types';
import { Failed, Loading } from '../app/states';
import { monthOf } from '../format/dates';
import { chance, decimal, gapFigure, percent, signed } from '../format/figures';
import { say, type Lang } from '../format/lang';
import { Light } from '../light/lightMark';
import { Talk } from '../talk/talk';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';
import { indicatorQuery } from './queries';
import { Agreed } from './agreed';
import { Course } from './course';
import { Peers } from './peers';
import { Settings } from './settings';
import { Waterfall } from './waterfall';
import { Works } from './works';

export function IndicatorPage() {
  const { t, lang } = useWords();
  const { id } = useParams({ from: '/shell/indicators/$id' });
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const answer = useQuery(indicatorQuery(id, { known_at, true_on }));
  const sheet = answer.data?.sheet;
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <Link to="/indicators" search={{ known_at, true_on }} className="quiet-link">
            {t('indicators.title')}
          </Link>
          {sheet && ` · ${say(sheet.name, lang)}`} {sheet && <small>{say(sheet.measure, lang)}</small>}
          {sheet && sheet.level !== 'internal' && <small> · {t(`practices.levels.${sheet.level}`)}</small>}
        </h1>
        <Clocks
          zone={zone}
          moment={{ known_at, true_on }}
          trueOn={answer.data?.true_on ?? zone?.default_true_on}
          change={(moment) =>
            void navigate({
              to: '/indicators/$id',
              params: { id },
              search: { known_at: moment.known_at, true_on: moment.true_on },
              replace: true,
            })
          }
        />
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {sheet && <Sheet sheet={sheet} lang={lang} />}
    </div>
  );
}

function Sheet({ sheet, lang }: { sheet: IndicatorSheet; lang: Lang }) {
  const { t } = useWords();
  const whole = sheet.rows[0];
  return (
    <div className="page-body indicator-sheet">
      {sheet.overdue && <p className="indicator-lead bad">{t('indicators.overdue', { month: monthOf(sheet.overdue, lang) })}</p>}
      {whole && whole.months.length > 1 && (
        <section>
          <h2>{t('indicators.course')}</h2>
          <Course months={whole.months} adds={sheet.kind === 'flow' || sheet.kind === 'count'} label={say(sheet.name, lang)} end={sheet.year_end} target={whole.target} />
        </section>
      )}
      <Ahead sheet={sheet} />
      <Works sheet={sheet} />
      <section>
        <h2>{t('indicators.byUnit')}</h2>
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('indicators.byUnit')}>
          <Units sheet={sheet} lang={lang} />
        </div>
      </section>
      <Agreed sheet={sheet} />
      <Peers sheet={sheet} />
      <Waterfall rows={sheet.rows} />
      <Differences sheet={sheet} lang={lang} />
      <Targets sheet={sheet} />
      <Revisions sheet={sheet} lang={lang} />
      <Decompose sheet={sheet} />
      <Parts sheet={sheet} lang={lang} />
      <Settings sheet={sheet} />
      <Talk subject={sheet.id} />
    </div>
  );
}

function Units({ sheet, lang }: { sheet: IndicatorSheet; lang: Lang }) {
  const { t } = useWords();
  return (
    <table className="indicator-table">
      <thead>
        <tr>
          <th>{t('indicators.unit')}</th>
          <th>{t('indicators.light')}</th>
          <th className="number">{t('indicators.target')}</th>
          <th className="number">{t('indicators.done')}</th>
          <th className="month">{t('indicators.month')}</th>
          <th className="number">{t('indicators.completion')}</th>
          <th className="number time">{t('indicators.time')}</th>
          <th className="number">{t('indicators.gap')}</th>
          <th className="number">{t('indicators.place')}</th>
          <th className="number">{t(sheet.kind === 'growth' ? 'indicators.pulls' : 'indicators.brings')}</th>
          <th>{t('indicators.halfWay')}</th>
        </tr>
      </thead>
      <tbody>
        {sheet.rows.map((row) => (
          <Unit key={row.unit ?? 'zone'} row={row} lang={lang} />
        ))}
      </tbody>
    </table>
  );
}

function Unit({ row, lang }: { row: SeriesRow; lang: Lang }) {
  const { t } = useWords();
  const state = row.state && row.state !== 'final' ? t(`indicators.states.${row.state as 'forecast' | 'flash' | 'revised'}`) : '';
  const half = row.half_way ? t(row.half_way.passed ? 'indicators.passed' : 'indicators.missed', { line: decimal(row.half_way.line), reached: decimal(row.half_way.reached) }) : '—';
  const gained = row.place?.gained ?? 0;
  const moved = gained !== 0 && t(gained > 0 ? 'indicators.gained' : 'indicators.lost', { by: Math.abs(gained) });
  return (
    <tr className={row.unit ? undefined : 'whole'}>
      <th scope="row">{say(row.name, lang)}</th>
      <td>
        <Light colour={row.colour} lang={lang} />
      </td>
      <td className="number">
        {decimal(row.target)}
        {row.original !== null && <small>{t('indicators.original', { value: decimal(row.original) })}</small>}
      </td>
      <td className="number">
        {decimal(row.done)}
        {state && <small>{state}</small>}
      </td>
      <td className="month">{monthOf(row.month, lang)}</td>
      <td className="number">{percent(row.completion)}</td>
      <td className="number time">{percent(row.time_share)}</td>
      <td className={(row.gap ?? 0) < 0 ? 'number bad' : 'number'}>{gapFigure(row.gap)}</td>
      <td className="number">
        {row.place?.place ?? '—'}
        {moved && <small>{moved}</small>}
      </td>
      <td className="number">
        {row.pull?.pull !== undefined && row.pull.pull !== null && `${gapFigure(row.pull.pull)} · `}
        {percent(row.pull?.share)}
        {row.pull?.increase && <small>{signed(row.pull.increase)}</small>}
      </td>
      <td className={row.half_way && !row.half_way.passed ? 'bad' : undefined}>{half}</td>
    </tr>
  );
}

/** How the year may end, and what each remaining month must bring. */
function Ahead({ sheet }: { sheet: IndicatorSheet }) {
  const { t, lang } = useWords();
  const end = sheet.year_end;
  if (!end && sheet.needed.length === 0) return null;
  return (
    <section>
      <h2>{t('indicators.ahead')}</h2>
      {end && (
        <p>
          {t('indicators.yearEnd', { year: sheet.year, mean: decimal(end.mean), low: decimal(end.low), high: decimal(end.high) })}
          {end.chance !== null && <b> {t('indicators.chance', { chance: chance(end.chance) })}</b>}
          <small className="quiet-note"> {end.notes.map((note) => say(note, lang)).join(' ')}</small>
        </p>
      )}
      {sheet.needed.length > 0 && (
        <>
          <p className="quiet-note">{t('indicators.neededHow')}</p>
          <dl className="needed-months">
            {sheet.needed.map((own) => (
              <div key={own.month}>
                <dt>{t('indicators.monthOf', { month: own.month })}</dt>
                <dd>{decimal(own.amount)}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </section>
  );
}

function Differences({ sheet, lang }: { sheet: IndicatorSheet; lang: Lang }) {
  const { t } = useWords();
  if (sheet.differences.length === 0) return null;
  return (
    <section>
      <h2>{t('indicators.differences')}</h2>
      <ul className="plain-list">
        {sheet.differences.map((own) => (
          <li key={own.month}>
            {t('indicators.differs', { month: monthOf(own.month, lang), sum: decimal(own.sum), whole: decimal(own.whole) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Targets({ sheet }: { sheet: IndicatorSheet }) {
  const { t } = useWords();
  if (sheet.targets.length === 0) return null;
  return (
    <section>
      <h2>{t('indicators.targets', { year: sheet.year })}</h2>
      <table className="plain boxed">
        <tbody>
          {sheet.targets.map((own) => (
            <tr key={own.seq}>
              <th scope="row" className="number">
                {decimal(own.value)}
              </th>
              <td>{t('sheet.since', { date: own.effective_on })}</td>
              <td>{own.document}</td>
              <td>{own.reason ?? ''}</td>
              <td>{own.counts && <b>{t('indicators.counts')}</b>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Revisions({ sheet, lang }: { sheet: IndicatorSheet; lang: Lang }) {
  const { t } = useWords();
  if (sheet.revisions.length === 0) return null;
  return (
    <section>
      <h2>{t('indicators.revisions')}</h2>
      <table className="plain boxed">
        <tbody>
          {sheet.revisions.map((own, at) => (
            <tr key={at}>
              <th scope="row">{monthOf(own.month, lang)}</th>
              <td>{say(own.name, lang)}</td>
              <td className="number">
                {decimal(own.from)} → {decimal(own.to)}
              </td>
              <td>{own.reason ?? ''}</td>
              <td className="number">{t('sheet.event', { seq: own.seq })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The way to the table in which the target is broken down, for those who may record it. */
function Decompose({ sheet }: { sheet: IndicatorSheet }) {
  const { t } = useWords();
  const may = useQuery(sessionQuery).data?.may;
  const spreads = ['flow', 'count', 'growth'].includes(sheet.kind);
  if (!spreads || sheet.targets.length === 0 || !may?.includes('keep_indicators')) return null;
  return (
    <p>
      <Link to="/indicators/$id/decomposition" params={{ id: sheet.id }} search={(now) => ({ known_at: now.known_at, true_on: now.true_on })}>
        {t('decomposition.open')}
      </Link>
    </p>
  );
}

function Parts({ sheet, lang }: { sheet: IndicatorSheet; lang: Lang }) {
  const { t } = useWords();
  const own = sheet.allocation;
  if (!own) return null;
  return (
    <section>
      <h2>{t('indicators.parts', { version: own.version })}</h2>
      <p className="quiet-note">{[own.document, t('sheet.since', { date: own.effective_on }), own.reason].filter(Boolean).join(' · ')}</p>
      <table className="plain boxed">
        <tbody>
          {own.parts.map((part) => (
            <tr key={part.unit ?? 'zone'}>
              <th scope="row">{say(part.name, lang)}</th>
              <td className="number">{decimal(part.amount)}</td>
              <td>{part.agreed_on ? t('indicators.agreed', { date: part.agreed_on }) : part.unit && t('indicators.notAgreed')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
