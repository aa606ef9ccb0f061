// 议程: what stands on it, what is proposed beside it, each with the reason why it is here.

import { ArrowDownOutlined, ArrowUpOutlined, CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';

import { agendaQuery, zoneQuery, type Moment } from '../api/queries';
import type { AgendaBoard, AgendaLine, MeetingRow } from '../api/types';
import { FormError } from '../app/problems';
import { Empty, Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { lightWord } from '../light/light';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';
import { endOf, type Entry, entryOf, inputs, moved, open, ownEntry, same, total } from './agenda';

interface Props {
  row: MeetingRow;
  moment: Moment;
  editing: boolean;
}

const FIRST = 30;
const MOST = 200;
/** What one takes with one click: an hour of five minutes each. */
const TOP = 12;

export function Agenda({ row, moment, editing }: Props) {
  const [since, setSince] = useState<string>();
  const [limit, setLimit] = useState(FIRST);
  const board = useQuery(agendaQuery(row.id, { ...moment, since, limit: `${limit}` }));
  if (board.isError && !board.data) return <Failed error={board.error} retry={() => void board.refetch()} />;
  if (!board.data) return <Loading />;
  const { data } = board;
  if (!editing || !data.may_set) return <Shown board={data} row={row} />;
  return <Editor key={data.version} board={data} row={row} since={since} setSince={setSince} more={limit < MOST ? () => setLimit(MOST) : undefined} />;
}

function Shown({ board, row }: { board: AgendaBoard; row: MeetingRow }) {
  const { t, lang } = useWords();
  if (board.entries.length === 0) return <p className="quiet-note">{t('meetings.agendaEmpty')}</p>;
  return (
    <>
      <Sum entries={board.entries} at={row.at} />
      <ol className="agenda">
        {board.entries.map((line, at) => (
          <li key={at}>
            <Line line={line} />
            <span className="agenda-side">
              <span>{line.speaker?.name}</span>
              <span>{`${line.minutes} ${t('meetings.minute')}`}</span>
            </span>
          </li>
        ))}
      </ol>
      <Since board={board} lang={lang} />
    </>
  );
}

function Sum({ entries, at }: { entries: readonly { minutes: number }[]; at: string | null }) {
  const { t } = useWords();
  const minutes = total(entries);
  return (
    <p className="items-summary">
      {t('meetings.total', { count: entries.length, minutes })}
      {at && minutes > 0 && <small>{t('meetings.ends', { from: at, until: endOf(at, minutes) })}</small>}
    </p>
  );
}

function Since({ board, lang }: { board: AgendaBoard; lang: 'zh' | 'en' }) {
  const { t } = useWords();
  return <p className="quiet-note">{board.since ? t('meetings.since', { name: say(board.since.label, lang), date: board.since.date }) : t('meetings.sinceNone')}</p>;
}

interface EditorProps {
  board: AgendaBoard;
  row: MeetingRow;
  since: string | undefined;
  setSince: (since: string | undefined) => void;
  more: (() => void) | undefined;
}

function Editor({ board, row, since, setSince, more }: EditorProps) {
  const { t, lang } = useWords();
  const saved = board.entries.map(entryOf);
  const [entries, setEntries] = useState<Entry[]>(saved);
  const [own, setOwn] = useState('');
  const zone = useQuery(zoneQuery).data;
  const send = useCommand();
  const changed = !same(entries, saved);
  const left = open(board.proposed, entries);
  const units = (zone?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }));
  const set = (at: number, change: Partial<Entry>) => setEntries(entries.map((entry, index) => (index === at ? { ...entry, ...change } : entry)));
  const take = (lines: readonly AgendaLine[]) => setEntries([...entries, ...lines.map(entryOf)]);
  const marks = [...(zone?.marks ?? [])].reverse().map((mark) => ({ value: mark.name, label: `${say(mark.label, lang)} · ${mark.date}` }));
  const addOwn = () => {
    if (!own.trim()) return;
    setEntries([...entries, ownEntry(own.trim(), entries)]);
    setOwn('');
  };
  return (
    <div className="agenda-editor">
      <section className="agenda-chosen">
        <Sum entries={entries} at={row.at} />
        {entries.length === 0 && <Empty title={t('meetings.agendaEmpty')} how={t('meetings.agendaEmptyHow')} />}
        <ol className="agenda">
          {entries.map((entry, at) => (
            <li key={entry.key}>
              <Line line={entry} />
              <span className="agenda-side">
                <Select className="agenda-speaker" size="small" aria-label={`${t('meetings.speaker')} ${say(entry.title, lang)}`} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('meetings.speaker')} value={entry.speaker} options={units} onChange={(speaker?: string) => set(at, { speaker: speaker ?? null })} />
                <InputNumber className="agenda-minutes" size="small" aria-label={`${t('meetings.minutes')} ${say(entry.title, lang)}`} min={0} max={240} value={entry.minutes} onChange={(minutes) => set(at, { minutes: minutes ?? 0 })} />
                <span className="agenda-buttons">
                  <Button size="small" type="text" icon={<ArrowUpOutlined />} aria-label={t('meetings.up')} title={t('meetings.up')} disabled={at === 0} onClick={() => setEntries(moved(entries, at, -1))} />
                  <Button size="small" type="text" icon={<ArrowDownOutlined />} aria-label={t('meetings.down')} title={t('meetings.down')} disabled={at === entries.length - 1} onClick={() => setEntries(moved(entries, at, 1))} />
                  <Button size="small" type="text" icon={<CloseOutlined />} aria-label={t('meetings.drop')} title={t('meetings.drop')} onClick={() => setEntries(entries.filter((_, index) => index !== at))} />
                </span>
              </span>
            </li>
          ))}
        </ol>
        <form
          className="agenda-own"
          onSubmit={(event) => {
            event.preventDefault();
            addOwn();
          }}
        >
          <Input aria-label={t('meetings.own')} placeholder={t('meetings.own')} value={own} maxLength={300} onChange={(event) => setOwn(event.target.value)} />
          <Button htmlType="submit" disabled={!own.trim()}>
            {t('meetings.ownAdd')}
          </Button>
        </form>
        <FormError error={send.error} />
        <div className="item-form-line agenda-save">
          <Button type={changed ? 'primary' : 'default'} disabled={!changed} loading={send.isPending} onClick={() => send.mutate({ set_agenda: { id: board.id, version: board.version, entries: inputs(entries) } })}>
            {t('meetings.saveAgenda')}
          </Button>
          {changed && <span role="status">{t('meetings.unsaved')}</span>}
        </div>
      </section>
      <section className="agenda-proposed">
        <header>
          <h3>{t('meetings.proposed')}</h3>
          {left.length > 1 && (
            <Button size="small" onClick={() => take(left.slice(0, TOP))}>
              {t('meetings.takeTop', { count: Math.min(TOP, left.length) })}
            </Button>
          )}
        </header>
        <Since board={board} lang={lang} />
        <Select className="agenda-since" size="small" aria-label={t('meetings.sinceOther')} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('meetings.sinceOther')} value={since} options={marks} onChange={setSince} />
        {left.length === 0 && <p className="quiet-note">{t('meetings.proposedNone')}</p>}
        <ol className="agenda">
          {left.map((line) => (
            <li key={line.subject}>
              <Line line={line} />
              <span className="agenda-side">
                <Button size="small" aria-label={`${t('meetings.take')} ${say(line.title, lang)}`} onClick={() => take([line])}>
                  {t('meetings.take')}
                </Button>
              </span>
            </li>
          ))}
        </ol>
        {board.left_off > 0 && (
          <p className="quiet-note">
            {t('meetings.more', { count: board.left_off })}{' '}
            {more && (
              <Button size="small" type="link" onClick={more}>
                {t('meetings.showMore')}
              </Button>
            )}
          </p>
        )}
      </section>
    </div>
  );
}

/** What an entry is about, and why it is here. */
function Line({ line }: { line: Pick<AgendaLine, 'subject' | 'title' | 'colour' | 'whys'> }) {
  const { t, lang } = useWords();
  const own = line.subject === null;
  return (
    <span className="agenda-line">
      <b>
        {line.colour && (
          <span title={lightWord(line.colour, lang)}>
            <LightShape colour={line.colour} size={14} />
            <span className="sr">{lightWord(line.colour, lang)}</span>
          </span>
        )}
        {say(line.title, lang)}
        {line.subject && <small>{line.subject}</small>}
      </b>
      {!own && line.whys.length === 0 && <small className="agenda-gone">{t('meetings.gone')}</small>}
      {line.whys.length > 0 && (
        <ul>
          {line.whys.map((why, at) => (
            <li key={at} className={`why ${why.kind}`}>
              {say(why.text, lang)}
            </li>
          ))}
        </ul>
      )}
    </span>
  );
}
