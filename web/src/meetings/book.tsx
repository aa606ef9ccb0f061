// 调度手册: made for reading on the screen and for A4; computed at the meeting's mark.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';

import { bookQuery } from '../api/queries';
import type { Book } from '../api/types';
import { BOOK_SCOPES, type BookScope } from '../app/search';
import { saveJson } from '../app/saveJson';
import { Failed, Loading } from '../app/states';
import { moment as momentText } from '../format/dates';
import { say } from '../format/lang';
import { useWords } from '../words';
import { AskedTable } from './asked';
import { Entries, scoped } from './bookEntries';
import { AgendaTable, Changes, Indicators, Problems, Summary, Units } from './bookParts';
import { calledOf } from './page';

export function BookPage() {
  const { t, lang } = useWords();
  const { id } = useParams({ from: '/shell/meetings/$id/book' });
  const search = useSearch({ from: '/shell/meetings/$id/book' });
  const navigate = useNavigate();
  const { known_at, true_on, since } = search;
  const answer = useQuery(bookQuery(id, { known_at, true_on, since }));
  const scope = search.scope ?? 'pressing';
  const row = answer.data?.cover.meeting;
  return (
    <div className="page book-page">
      <header className="page-head">
        <h1>
          <Link to="/meetings/$id" params={{ id }} className="quiet-link">
            {row ? calledOf(row, lang) : id}
          </Link>
          {` · ${t('meetings.book')}`}
        </h1>
        <span className="items-new book-acts">
          <Segmented<BookScope>
            aria-label={t('meetings.scope')}
            value={scope}
            options={BOOK_SCOPES.map((value) => ({ value, label: t(`meetings.scopes.${value}`) }))}
            onChange={(value) => void navigate({ to: '/meetings/$id/book', params: { id }, search: { ...search, scope: value }, replace: true })}
          />
          <Button disabled={!answer.data} onClick={() => answer.data && saveJson(`book-${id}.json`, answer.data)}>
            {t('meetings.json')}
          </Button>
          <Button type="primary" disabled={!answer.data} onClick={() => window.print()}>
            {t('meetings.print')}
          </Button>
        </span>
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && <Sheets book={answer.data} scope={scope} />}
    </div>
  );
}

function Sheets({ book, scope }: { book: Book; scope: BookScope }) {
  const { t } = useWords();
  const shown = scoped(book.entries, scope);
  const moment = { known_at: book.cover.mark ?? String(book.cover.known_seq), true_on: book.cover.true_on };
  const parts = [
    ['summary', <Summary key="s" book={book} />],
    ['asked', book.cover.previous && (book.asked.length > 0 ? <AskedTable asked={book.asked} /> : <p>{t('meetings.askedNothing')}</p>)],
    ['agenda', book.agenda.length > 0 && <AgendaTable key="a" book={book} />],
    ['units', <Units key="u" book={book} />],
    ['changes', book.cover.since && <Changes key="c" book={book} moment={moment} />],
    ['entries', <Entries key="e" entries={shown} left={book.entries.length - shown.length} moment={moment} />],
    ['overdue', book.overdue.length > 0 ? <AskedTable asked={book.overdue} /> : <p>{t('meetings.nothingLate')}</p>],
    ['problems', <Problems key="p" book={book} moment={moment} />],
    ['indicators', book.indicators.length > 0 && <Indicators key="i" book={book} />],
  ] as const;
  const there = parts.filter(([, body]) => Boolean(body));
  return (
    <div className="page-body book">
      <Cover book={book} parts={there.map(([name]) => name)} />
      {there.map(([name, body], at) => (
        <section key={name} id={`book-${name}`} className={`book-part book-${name}`}>
          <h2>{`${at + 1}  ${t(`meetings.parts.${name}`)}`}</h2>
          {body}
        </section>
      ))}
      <Foot book={book} />
    </div>
  );
}

type PartName = 'summary' | 'asked' | 'agenda' | 'units' | 'changes' | 'entries' | 'overdue' | 'problems' | 'indicators';

function Cover({ book, parts }: { book: Book; parts: readonly PartName[] }) {
  const { t, lang } = useWords();
  const { cover } = book;
  const row = cover.meeting;
  const names = (list: Book['cover']['members']) => list.map((own) => say(own.name, lang)).join(lang === 'zh' ? '、' : ', ');
  return (
    <section className="book-cover">
      <p className="book-zone">{cover.zone}</p>
      <h2 className="book-title">{t('meetings.book')}</h2>
      <p className="book-meeting">{calledOf(row, lang)}</p>
      <p className="book-when">{[row.on, row.at, row.place].filter(Boolean).join('  ')}</p>
      <dl>
        {row.chair && (
          <div>
            <dt>{t('meetings.chair')}</dt>
            <dd>{say(row.chair.name, lang)}</dd>
          </div>
        )}
        {cover.members.length > 0 && (
          <div>
            <dt>{t('meetings.members')}</dt>
            <dd>{names(cover.members)}</dd>
          </div>
        )}
        {cover.observers.length > 0 && (
          <div>
            <dt>{t('meetings.observers')}</dt>
            <dd>{names(cover.observers)}</dd>
          </div>
        )}
      </dl>
      <nav aria-label={t('meetings.contents')}>
        <ol>
          {parts.map((name) => (
            <li key={name}>
              <a href={`#book-${name}`}>{t(`meetings.parts.${name}`)}</a>
            </li>
          ))}
        </ol>
      </nav>
      <p className="book-moment">
        <b>{t('meetings.trueOn', { date: cover.true_on })}</b>
        <span>{t('meetings.known', { seq: cover.known_seq, code: book.record.short_code })}</span>
        <span>{momentText(book.record.recorded_at)}</span>
        <span className={cover.mark ? undefined : 'bad'}>{cover.mark ? t('meetings.fixedNote', { mark: cover.mark }) : t('meetings.draftNote')}</span>
        {cover.provisional_year !== null && <span>{t('page.provisional', { year: cover.provisional_year })}</span>}
      </p>
      {cover.synthetic && <p className="synthetic">{`${t('page.synthetic')} · ${say(cover.attribution, lang)}`}</p>}
    </section>
  );
}

/** On paper the last line of each page: which record it was printed from. */
function Foot({ book }: { book: Book }) {
  const { t, lang } = useWords();
  const { cover } = book;
  return (
    <p className="book-foot" aria-hidden="true">
      <span>{`${cover.zone} · ${say(cover.meeting.number, lang)}`}</span>
      <span>{`${t('meetings.trueOn', { date: cover.true_on })} · #${cover.known_seq} · ${book.record.short_code}`}</span>
    </p>
  );
}
