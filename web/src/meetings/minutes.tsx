// 会议纪要: issued from a pasted text or a file; what they ask for is assigned from here.

import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import type { MeetingSheet } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { readWords } from '../items/readWords';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

interface Props {
  sheet: MeetingSheet;
  today: string;
  may: boolean;
}

export function Minutes({ sheet, today, may }: Props) {
  const { t, lang } = useWords();
  const [latest, ...earlier] = sheet.minutes;
  const [writing, setWriting] = useState(false);
  return (
    <>
      {latest ? (
        <article className="minutes">
          <header>
            <h3>{say(latest.name, lang)}</h3>
            <small>{t('meetings.issued', { date: latest.on })}</small>
            {may && (
              <span className="items-new">
                <Link to="/items/from-words" search={{ meeting: sheet.row.id }}>
                  {t('meetings.find')}
                </Link>
                <Button size="small" aria-expanded={writing} onClick={() => setWriting(!writing)}>
                  {t('meetings.issueAgain')}
                </Button>
              </span>
            )}
          </header>
          <div className="minutes-text">{say(latest.text, lang)}</div>
          {earlier.length > 0 && (
            <details>
              <summary>{t('meetings.earlier')}</summary>
              {earlier.map((own) => (
                <section key={own.seq}>
                  <small>{[t('meetings.issued', { date: own.on }), say(own.reason, lang)].filter(Boolean).join(' · ')}</small>
                  <div className="minutes-text">{say(own.text, lang)}</div>
                </section>
              ))}
            </details>
          )}
        </article>
      ) : (
        !may && <p className="quiet-note">{t('meetings.minutesNone')}</p>
      )}
      {may && (writing || !latest) && <IssueForm sheet={sheet} today={today} again={latest !== undefined} text={latest ? say(latest.text, lang) : ''} />}
    </>
  );
}

function IssueForm({ sheet, today, again, text: before }: { sheet: MeetingSheet; today: string; again: boolean; text: string }) {
  const { t, lang } = useWords();
  const { row } = sheet;
  const [text, setText] = useState(before);
  const [name, setName] = useState(`${row.number.zh}纪要`);
  const [on, setOn] = useState(today);
  const [reason, setReason] = useState('');
  const [file, setFile] = useState('');
  const send = useCommand();
  // A file is read and repaired first; the clerk checks what came of it.
  const read = useMutation({
    mutationFn: (chosen: File) => readWords(chosen, chosen.name, row.on),
    onSuccess: (found) => setText(found.text),
  });
  return (
    <form
      className="item-form issue-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ issue_minutes: { id: row.id, version: row.version, text, name: name.trim() || null, on, reason: reason.trim() || null } });
      }}
    >
      <Labelled text={t('meetings.minutesText')}>
        <Input.TextArea className="words-text" aria-label={t('meetings.minutesText')} rows={12} placeholder={t('meetings.minutesPaste')} value={text} onChange={(event) => setText(event.target.value)} />
      </Labelled>
      <label className="words-file">
        <span>{t('meetings.minutesFile')}</span>
        <input
          type="file"
          accept=".txt,.docx,.html,.htm"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (!chosen) return;
            setFile(chosen.name);
            read.mutate(chosen);
          }}
        />
      </label>
      {read.data && <p role="status">{t('meetings.minutesRead', { name: file, count: read.data.repairs_total })}</p>}
      <FormError error={read.error} />
      <div className="assign-grid">
        <Labelled text={t('meetings.minutesName')}>
          <Input aria-label={t('meetings.minutesName')} value={name} onChange={(event) => setName(event.target.value)} />
        </Labelled>
        <Labelled text={t('meetings.minutesOn')}>
          <DatePicker aria-label={t('meetings.minutesOn')} allowClear={false} value={dayjs(on)} onChange={(day) => day && setOn(day.format('YYYY-MM-DD'))} />
        </Labelled>
        {again && (
          <Labelled text={t('meetings.minutesReason')}>
            <Input aria-label={t('meetings.minutesReason')} value={reason} onChange={(event) => setReason(event.target.value)} />
          </Labelled>
        )}
      </div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!text.trim()} loading={send.isPending} lang={lang === 'zh' ? 'zh-CN' : 'en'}>
          {t(again ? 'meetings.issueAgain' : 'meetings.issue')}
        </Button>
      </div>
    </form>
  );
}
