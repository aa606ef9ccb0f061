// From words to items: a text is repaired, what it asks for is shown, and only what the clerk
// completes is opened.

import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { meetingQuery, sessionQuery, zoneQuery } from '../api/queries';
import type { MeetingSheet } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading, NotAllowed } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';
import { DirectiveList } from './directiveList';
import { Labelled } from './labelled';
import { readWords } from './readWords';
import { Repairs } from './repairs';

export function WordsPage() {
  const { t } = useWords();
  const may = useQuery(sessionQuery).data?.may;
  const { meeting } = useSearch({ from: '/shell/items/from-words' });
  if (!may?.includes('run_cycles')) return <NotAllowed />;
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <Link to="/items" className="quiet-link">
            {t('items.title')}
          </Link>
          {` · ${t('items.words.title')}`}
        </h1>
      </header>
      <div className="page-body words-page">
        {meeting ? <OfMeeting id={meeting} /> : <Words />}
      </div>
    </div>
  );
}

/** The minutes of a meeting: what is assigned from them names it. */
function OfMeeting({ id }: { id: string }) {
  const answer = useQuery(meetingQuery(id, {}));
  if (answer.isError) return <Failed error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <Loading />;
  return <Words meeting={answer.data.sheet} />;
}

function Words({ meeting }: { meeting?: MeetingSheet }) {
  const { t, lang } = useWords();
  const today = useQuery(zoneQuery).data?.today ?? '';
  const minutes = meeting?.minutes[0];
  const [text, setText] = useState(minutes ? say(minutes.text, 'zh') : '');
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState(minutes ? say(minutes.name, lang) : '');
  const [date, setDate] = useState<string | null>(meeting?.row.on ?? null);
  const read = useMutation({
    mutationFn: () => readWords(file ?? new Blob([text]), file?.name ?? 'text.txt', date ?? undefined),
  });
  if (read.data) {
    return (
      <>
        <Repairs found={read.data} />
        <DirectiveList found={read.data} document={name.trim() || file?.name || null} meeting={meeting?.row.id} today={today} again={() => read.reset()} />
      </>
    );
  }
  return (
    <form
      className="item-form words-form"
      onSubmit={(event) => {
        event.preventDefault();
        read.mutate();
      }}
    >
      <p className="words-lead">{t('items.words.lead')}</p>
      {meeting && (
        <p className="quiet-note">
          <Link to="/meetings/$id" params={{ id: meeting.row.id }}>
            {say(meeting.row.number, lang)}
          </Link>
        </p>
      )}
      <Labelled text={t('items.words.paste')}>
        <Input.TextArea className="words-text" aria-label={t('items.words.paste')} rows={12} placeholder={t('items.words.pasteHere')} value={text} disabled={file !== null} onChange={(event) => setText(event.target.value)} />
      </Labelled>
      <label className="words-file">
        <span>{t('items.words.file')}</span>
        <input type="file" accept=".txt,.docx,.html,.htm" onChange={(event) => setFile(event.target.files?.[0] ?? null)} />
      </label>
      <div className="assign-grid">
        <Labelled text={t('items.words.name')}>
          <Input className="words-name" aria-label={t('items.words.name')} placeholder={t('items.words.nameHow')} value={name} onChange={(event) => setName(event.target.value)} />
        </Labelled>
        <Labelled text={t('items.words.date')} how={t('items.words.dateHow')}>
          <DatePicker aria-label={t('items.words.date')} value={date ? dayjs(date) : today ? dayjs(today) : null} allowClear={false} onChange={(day) => setDate(day ? day.format('YYYY-MM-DD') : null)} />
        </Labelled>
      </div>
      <FormError error={read.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!file && !text.trim()} loading={read.isPending}>
          {t('items.words.read')}
        </Button>
      </div>
    </form>
  );
}
