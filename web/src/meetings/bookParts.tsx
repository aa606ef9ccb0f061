// The parts of a book besides its projects.

import { Link } from '@tanstack/react-router';

import type { Moment } from '../api/queries';
import type { Book, Colour } from '../api/types';
import { days, decimal, gap, gapFigure, moneyPair, percent } from '../format/figures';
import { say } from '../format/lang';
import { COLOURS, lightWord } from '../light/light';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';

/** A shape with its word for those who do not see it. */
export function Shape({ colour, size = 13 }: { colour: Colour | null; size?: number }) {
  const { lang } = useWords();
  if (!colour) return <span>—</span>;
  return (
    <span className="book-shape" title={lightWord(colour, lang)}>
      <LightShape colour={colour} size={size} />
      <span className="sr">{lightWord(colour, lang)}</span>
    </span>
  );
}

export function Summary({ book }: { book: Book }) {
  const { t, lang } = useWords();
  const { summary } = book;
  const cells: [string, string | number, string?][] = [
    [t('meetings.invested'), moneyPair(summary.reported_ytd, summary.year_plan, lang)],
    [t('wall.gone'), percent(summary.time_share)],
    [t('wall.done'), percent(summary.work_share), gap(summary.gap, lang)],
    [t('meetings.worse'), summary.worse],
    [t('meetings.better'), summary.better],
    [t('meetings.slipped'), summary.slipped],
    [t('meetings.gatesLate'), summary.gates_late],
    [t('meetings.moments'), summary.moments_passed],
    [t('meetings.itemsLate'), summary.items_late],
    [t('meetings.problemsOpen'), summary.problems_open, t('meetings.blockingOf', { count: summary.problems_blocking })],
  ];
  if (summary.reports_missing !== null) cells.push([t('meetings.missing'), summary.reports_missing]);
  return (
    <>
      <p className="book-finding">{say(summary.finding, lang)}</p>
      <ul className="book-lights">
        <li>
          <b>{summary.projects}</b> {t('meetings.projects')}
        </li>
        {COLOURS.map((colour) => (
          <li key={colour}>
            <LightShape colour={colour} size={15} />
            <b>{summary.lights[colour]}</b> {lightWord(colour, lang)}
            {summary.lights_then && <small>{`${t('meetings.lightsThen')} ${summary.lights_then[colour]}`}</small>}
          </li>
        ))}
      </ul>
      <dl className="book-figures">
        {cells.map(([name, value, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {more && <small>{more}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

export function AgendaTable({ book }: { book: Book }) {
  const { t, lang } = useWords();
  return (
    <table className="item-table book-table">
      <thead>
        <tr>
          <th>#</th>
          <th>{t('meetings.subject')}</th>
          <th>{t('meetings.speaker')}</th>
          <th className="number">{t('meetings.minute')}</th>
        </tr>
      </thead>
      <tbody>
        {book.agenda.map((line, at) => (
          <tr key={at}>
            <td>{at + 1}</td>
            <th scope="row">
              {line.colour && <Shape colour={line.colour} />} {say(line.title, lang)}
              {line.whys.map((why, index) => (
                <small key={index}>{say(why.text, lang)}</small>
              ))}
            </th>
            <td>{line.speaker?.name ?? ''}</td>
            <td className="number">{line.minutes}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Units({ book }: { book: Book }) {
  const { t, lang } = useWords();
  const reports = book.units.some((own) => own.report !== null);
  return (
    <div className="table-scroll">
      <table className="item-table book-table">
        <thead>
          <tr>
            <th>{t('wall.unit')}</th>
            <th className="number">{t('meetings.projects')}</th>
            <th>{t('meetings.lights')}</th>
            <th className="number">{`${t('meetings.invested')} / ${t('meetings.yearPlan')}`}</th>
            <th className="number">{t('meetings.completion')}</th>
            <th className="number">{`${t('meetings.gap')} (${t('meetings.gapUnit')})`}</th>
            <th className="number">{t('meetings.worse')}</th>
            <th className="number">{t('meetings.itemsLate')}</th>
            <th className="number">{t('meetings.problemsOpen')}</th>
            {reports && <th>{t('meetings.report')}</th>}
          </tr>
        </thead>
        <tbody>
          {book.units.map((own) => (
            <tr key={own.unit?.id ?? '-'}>
              <th scope="row">{own.unit?.name ?? t('meetings.nobody')}</th>
              <td className="number">{own.projects}</td>
              <td className="nowrap">
                {COLOURS.filter((colour) => own.lights[colour] > 0).map((colour) => (
                  <span key={colour} className="book-count">
                    <Shape colour={colour} /> {own.lights[colour]}
                  </span>
                ))}
              </td>
              <td className="number nowrap">{own.projects === 0 ? '—' : moneyPair(own.reported_ytd, own.year_plan, lang)}</td>
              <td className="number">{percent(own.completion)}</td>
              <td className={(own.gap ?? 0) < 0 ? 'number bad' : 'number'}>{gapFigure(own.gap)}</td>
              <td className="number">{own.worse || ''}</td>
              <td className={own.items_late > 0 ? 'number bad' : 'number'}>{own.items_late || ''}</td>
              <td className="number">{own.problems_open || ''}</td>
              {reports && <td>{say(own.report_word, lang)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Changes({ book, moment }: { book: Book; moment: Moment }) {
  const { t, lang } = useWords();
  const { since } = book.cover;
  return (
    <>
      {since && <p className="quiet-note">{t('meetings.since', { name: say(since.label, lang), date: since.date })}</p>}
      {book.changes.length === 0 && <p>{t('meetings.nothingChanged')}</p>}
      {book.changes.length > 0 && (
        <table className="item-table book-table">
          <tbody>
            {book.changes.map((own) => (
              <tr key={own.id}>
                <th scope="row">
                  {own.change === 'gone' ? (
                    own.name
                  ) : (
                    <Link to="/wall" search={{ ...moment, p: own.id }}>
                      {own.name}
                    </Link>
                  )}
                </th>
                <td>{own.unit?.name}</td>
                <td className="nowrap">
                  <Shape colour={own.was} /> → <Shape colour={own.colour} />
                </td>
                <td>{own.change !== 'same' && own.change !== 'not_comparable' ? t(`meetings.changed.${own.change}`) : ''}</td>
                <td className={(own.moved_days ?? 0) > 0 ? 'nowrap bad' : 'nowrap'}>{own.moved_days ? t('meetings.moved', { days: days(own.moved_days, lang) }) : ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

export function Problems({ book, moment }: { book: Book; moment: Moment }) {
  const { t, lang } = useWords();
  if (book.problems.length === 0) return <p>{t('meetings.nothingOpen')}</p>;
  return (
    <div className="table-scroll">
      <table className="item-table book-table">
        <thead>
          <tr>
            <th>{t('meetings.severity')}</th>
            <th>{t('meetings.problem')}</th>
            <th>{t('meetings.project')}</th>
            <th>{t('meetings.lead')}</th>
            <th>{t('meetings.due')}</th>
          </tr>
        </thead>
        <tbody>
          {book.problems.map((own) => (
            <tr key={own.id}>
              <td className="nowrap">
                <b className={own.severity === 'blocking' ? 'bad' : undefined}>{say(own.severity_word, lang)}</b>
                <small>{own.kind}</small>
              </td>
              <th scope="row">{say(own.description, lang)}</th>
              <td>
                <Link to="/wall" search={{ ...moment, p: own.project }}>
                  {own.project_name}
                </Link>
              </td>
              <td>{own.owner?.name ?? '—'}</td>
              <td className={(own.days_late ?? 0) > 0 ? 'nowrap bad' : 'nowrap'}>{own.due_on ?? '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Indicators({ book }: { book: Book }) {
  const { t, lang } = useWords();
  return (
    <div className="table-scroll">
      <table className="item-table book-table">
        <thead>
          <tr>
            <th>{t('nav.indicators')}</th>
            <th>{t('meetings.month')}</th>
            <th className="number">{t('meetings.doneTo')}</th>
            <th className="number">{t('meetings.target')}</th>
            <th className="number">{t('meetings.completion')}</th>
            <th className="number">{`${t('meetings.gap')} (${t('meetings.gapUnit')})`}</th>
          </tr>
        </thead>
        <tbody>
          {book.indicators.map((own) => (
            <tr key={own.id}>
              <th scope="row">
                <Shape colour={own.colour} />{' '}
                <Link to="/indicators/$id" params={{ id: own.id }}>
                  {say(own.name, lang)}
                </Link>{' '}
                <small className="inline">{say(own.measure, lang)}</small>
              </th>
              <td className="nowrap">{own.month ?? '—'}</td>
              <td className="number">{decimal(own.done)}</td>
              <td className="number">{decimal(own.target)}</td>
              <td className="number">{percent(own.completion)}</td>
              <td className={(own.gap ?? 0) < 0 ? 'number bad' : 'number'}>{gapFigure(own.gap)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
