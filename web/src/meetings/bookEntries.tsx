// One entry a project with its three facts: where it stands, what blocks it, who does what by when.

import { Link } from '@tanstack/react-router';

import type { Moment } from '../api/queries';
import type { BookEntry } from '../api/types';
import type { BookScope } from '../app/search';
import { Empty } from '../app/states';
import { days, gap, moneyPair, percent } from '../format/figures';
import { say } from '../format/lang';
import { lightWord } from '../light/light';
import { useWords } from '../words';
import { Shape } from './bookParts';

/** Those on the agenda in its order first, then in the order of the wall. */
export function scoped(entries: readonly BookEntry[], scope: BookScope): BookEntry[] {
  const pressing = (own: BookEntry) => own.on_agenda !== null || own.colour === 'red' || own.colour === 'yellow';
  const shown = entries.filter((own) => scope === 'all' || (scope === 'agenda' ? own.on_agenda !== null : pressing(own)));
  const place = (own: BookEntry) => own.on_agenda ?? Infinity;
  return shown.sort((a, b) => (place(a) === place(b) ? a.no - b.no : place(a) - place(b)));
}

export function Entries({ entries, left, moment }: { entries: readonly BookEntry[]; left: number; moment: Moment }) {
  const { t } = useWords();
  return (
    <>
      {entries.length === 0 && <Empty title={t('state.emptyFilter')} />}
      {entries.map((own) => (
        <Entry key={own.id} entry={own} moment={moment} />
      ))}
      {left > 0 && <p className="quiet-note">{t('meetings.left', { count: left })}</p>}
    </>
  );
}

function Entry({ entry, moment }: { entry: BookEntry; moment: Moment }) {
  const { t, lang } = useWords();
  const { money } = entry;
  const changed = entry.was && entry.was !== entry.colour;
  const status = say(entry.status, lang);
  return (
    <article className={`book-entry ${entry.colour}`}>
      <header>
        <h3>
          <span className="drawer-no">{String(entry.no).padStart(2, '0')}</span>
          <Shape colour={entry.colour} size={16} />
          <Link to="/wall" search={{ ...moment, p: entry.id }}>
            {status ? `${entry.name}（${status}）` : entry.name}
          </Link>
        </h3>
        <p>
          {[entry.unit?.name, entry.sponsor, entry.stage].filter(Boolean).join(' · ')}
          {entry.on_agenda !== null && <b className="book-no">{t('meetings.onAgenda', { no: entry.on_agenda })}</b>}
          {changed && entry.was && <span className="book-was">{t('meetings.was', { word: lightWord(entry.was, lang) })}</span>}
        </p>
      </header>
      <dl className="book-line">
        <Figure name={t('sheet.year')} value={moneyPair(money.reported_ytd, money.year_plan, lang)} />
        <Figure name={t('sheet.completion')} value={percent(money.completion)} />
        <Figure name={t('sheet.gap')} value={gap(money.gap, lang)} bad={(money.gap ?? 0) < 0} />
        <Figure name={t('sheet.physical')} value={percent(money.physical)} />
        <Figure name={t('meetings.required')} value={entry.required_finish ?? '—'} />
        <Figure name={t(entry.finished ? 'meetings.finished' : 'meetings.finish')} value={entry.finish ?? '—'} />
        {(entry.delay_days ?? 0) !== 0 && <Figure name={t('sheet.distance')} value={days(entry.delay_days, lang)} bad={(entry.delay_days ?? 0) > 0} />}
      </dl>
      <div className="book-facts">
        <section>
          <h4>{t('meetings.where')}</h4>
          <p>{say(entry.reason, lang) || '—'}</p>
          {entry.notes.map((note, at) => (
            <p key={at}>{say(note, lang)}</p>
          ))}
          {entry.told && <p>{say(entry.told, lang)}</p>}
        </section>
        <section>
          <h4>{t('meetings.blocks')}</h4>
          {entry.blocks.length === 0 && <p>{t('meetings.nothingBlocks')}</p>}
          <ul>
            {entry.blocks.map((own, at) => (
              <li key={at}>{say(own.text, lang)}</li>
            ))}
          </ul>
        </section>
        <section>
          <h4>{t('meetings.next')}</h4>
          {entry.tasks.length === 0 && <p className={entry.colour === 'red' || entry.colour === 'yellow' ? 'bad' : undefined}>{entry.finished || status ? '—' : t('meetings.noTask')}</p>}
          <ul>
            {entry.tasks.map((own, at) => (
              <li key={at}>
                <b>{own.who?.name ?? '—'}</b>
                {own.owner && <span>{say(own.owner, lang)}</span>} {say(own.what, lang)}
                {own.by && <span className={own.late ? 'bad nowrap' : 'nowrap'}>{own.late ? `${own.by} ${t('meetings.late')}` : own.by}</span>}
              </li>
            ))}
          </ul>
        </section>
      </div>
    </article>
  );
}

function Figure({ name, value, bad = false }: { name: string; value: string; bad?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={bad ? 'bad' : undefined}>{value}</dd>
    </div>
  );
}
