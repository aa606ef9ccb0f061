// Writing a comment: whom it names is offered after `@`, files go with it.

import { useQuery } from '@tanstack/react-query';
import { Button, Mentions, Segmented } from 'antd';
import { useState } from 'react';

import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { Sender } from './files';
import { mentionsQuery, type Attachment, type Audience, type Comment, type Thread } from './queries';

interface Props {
  thread: Thread;
  today: string;
  firm: boolean;
  reply?: Comment;
  edited?: Comment;
  done: () => void;
}

export function Composer({ thread, today, firm, reply, edited, done }: Props) {
  const { t, lang } = useWords();
  const [text, setText] = useState(edited?.text ? say(edited.text, lang) : '');
  const [audience, setAudience] = useState<Audience>(reply?.audience ?? 'internal');
  const [files, setFiles] = useState<Attachment[]>([]);
  const choices = useQuery({ ...mentionsQuery, enabled: !firm }).data;
  const send = useCommand();
  // An internal comment is not answered to the enterprise.
  const open = thread.may_answer_enterprise && !firm && !edited && reply?.audience !== 'internal';
  const options = [
    ...(choices?.units ?? []).map((unit) => ({ value: unit.name, label: unit.name, key: unit.id })),
    ...(choices?.people ?? []).map((person) => ({ value: person.name, label: person.unit ? `${person.name} · ${person.unit}` : person.name, key: person.id })),
  ];
  const submit = () => {
    const said = { text: text.trim(), effective_on: today };
    const attachments = files.map((file) => file.id);
    const command = edited
      ? { edit_comment: { ...said, id: edited.id, version: edited.version } }
      : { make_comment: { ...said, subject: thread.subject, reply_to: reply?.id ?? null, audience, attachments } };
    send.mutate(command, {
      onSuccess: () => {
        setText('');
        setFiles([]);
        done();
      },
    });
  };
  return (
    <form
      className="talk-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {reply && <p className="talk-quote">{t('talk.replyTo', { who: say(reply.by.name, lang), text: reply.text ? say(reply.text, lang).slice(0, 60) : '…' })}</p>}
      <Mentions className="talk-words" aria-label={t('talk.write')} placeholder={t('talk.write')} rows={2} value={text} options={options} filterOption={(input, option) => (option?.value ?? '').includes(input)} onChange={setText} />
      {!edited && (
        <Sender subject={thread.subject} audience={firm ? 'enterprise' : audience} sent={(file) => setFiles((own) => [...own, file])} />
      )}
      {files.length > 0 && <p className="quiet-note">{files.map((file) => say(file.name, lang)).join(lang === 'zh' ? '、' : ', ')}</p>}
      <FormError error={send.error} />
      <div className="item-form-line">
        {open && (
          <Segmented<Audience>
            size="small"
            aria-label={t('talk.toEnterpriseHow')}
            value={audience}
            options={[
              { value: 'internal', label: t('talk.internal') },
              { value: 'enterprise', label: t('talk.toEnterprise') },
            ]}
            onChange={setAudience}
          />
        )}
        <Button type="primary" htmlType="submit" disabled={!text.trim()} loading={send.isPending}>
          {t(edited ? 'talk.save' : 'talk.send')}
        </Button>
        {(reply ?? edited) && <Button onClick={done}>{t('talk.cancel')}</Button>}
      </div>
    </form>
  );
}
