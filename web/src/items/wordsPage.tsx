// From words to items: a text is repaired, what it asks for is shown, and only what the clerk
// completes is opened.

import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { sessionQuery, zoneQuery } from '../api/queries';
import type { Directives } from '../api/types';
import { FormError } from '../app/problems';
import { NotAllowed } from '../app/states';
import { useWords } from '../words';
import { DirectiveList } from './directiveList';
import { Labelled } from './labelled';
import { Repairs } from './repairs';

export function WordsPage() {
  const { t } = useWords();
  const may = useQuery(sessionQuery).data?.may;
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
        <Words />
      </div>
    </div>
  );
}

function Words() {
  const { t } = useWords();
  const today = useQuery(zoneQuery).data?.today ?? '';
  const [text, setText] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [name, setName] = useState('');
  const [date, setDate] = useState<string | null>(null);
  const read = useMutation({
    mutationFn: () => {
      const query = { name: file?.name ?? 'text.txt', date: date ?? undefined };
      // The text goes as it is, not as JSON.
      const body = (file ?? new Blob([text])) as unknown as number[];
      const headers = { 'Content-Type': 'application/octet-stream' };
      return ask(api.POST('/directives', { params: { query }, body, bodySerializer: (own) => own as unknown as BodyInit, headers })) as Promise<Directives>;
    },
  });
  if (read.data) {
    return (
      <>
        <Repairs found={read.data} />
        <DirectiveList found={read.data} document={name.trim() || file?.name || null} today={today} again={() => read.reset()} />
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
