// Files of a thread: photos with what they tell, documents to be saved, and the way in.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CameraOutlined, FileOutlined, PaperClipOutlined } from '@ant-design/icons';
import { Select } from 'antd';
import { useState, type ChangeEvent } from 'react';

import { refresh } from '../api/queries';
import { FormError } from '../app/problems';
import { moment as momentText } from '../format/dates';
import { say } from '../format/lang';
import { AskHere } from '../purges/askHere';
import { useWords } from '../words';
import { attach, contentOf, type Attachment, type Audience, type Datum, type Thread } from './queries';
import { prepared } from './shrink';
import { Withdraw } from './withdraw';

/** What a file input offers; the server looks at the content, whatever the name. */
const TAKEN = 'image/*,.pdf,.docx,.xlsx,.ofd,.txt,.csv';

export function Files({ thread, today, past }: { thread: Thread; today: string; past: boolean }) {
  const { t } = useWords();
  const may = thread.may_comment && !past;
  return (
    <>
      {thread.attachments.length === 0 && <p className="quiet-note">{t('talk.noFiles')}</p>}
      <div className="talk-files">
        {[...thread.attachments].reverse().map((file) => (
          <FileCard key={file.id} file={file} today={today} may={may} />
        ))}
      </div>
      {may && <Sender subject={thread.subject} audience="internal" sent={() => undefined} />}
    </>
  );
}

/** A file as it is shown: the picture, its facts, who attached it. Facts are facts: no colours. */
export function FileCard({ file, today, may }: { file: Attachment; today: string; may: boolean }) {
  const { t, lang } = useWords();
  const [doing, setDoing] = useState(false);
  const standing = !file.withdrawn && !file.purged;
  const name = say(file.name, lang);
  return (
    <figure className={standing ? 'talk-file' : 'talk-file withdrawn'} data-file={file.id}>
      {standing && file.picture ? (
        <a href={contentOf(file.id)} download={name} title={t('talk.save2')}>
          <img src={contentOf(file.id)} alt={name} loading="lazy" decoding="async" />
        </a>
      ) : (
        <span className="talk-icon" aria-hidden="true">
          <FileOutlined />
        </span>
      )}
      <figcaption>
        {standing ? (
          <a href={contentOf(file.id)} download={name}>
            {name}
          </a>
        ) : (
          <b>{name}</b>
        )}
        <small>
          {[file.id, say(file.kind_word, lang), sizeText(file.bytes)].join(' · ')}
          {file.audience === 'enterprise' && <span className="talk-mark">{t('talk.toEnterprise')}</span>}
        </small>
        {file.withdrawn && (
          <small>{t('talk.withdrawn', { who: say(file.withdrawn.by.name, lang), date: file.withdrawn.on, reason: say(file.withdrawn.reason, lang) })}</small>
        )}
        {file.purged && <small>{t('talk.purged', { reason: say(file.purged, lang) })}</small>}
        {standing && file.photo && (
          <ul className="talk-facts">
            {file.photo.facts.map((fact, at) => (
              <li key={at}>{say(fact, lang)}</li>
            ))}
            {file.photo.device && <li>{file.photo.device}</li>}
          </ul>
        )}
        <small>{t('talk.attachedBy', { who: say(file.by.name, lang), when: momentText(file.recorded_at) })}</small>
        {may && standing && file.may_withdraw && !doing && (
          <button type="button" className="talk-link" data-do="withdraw-file" onClick={() => setDoing(true)}>
            {t('talk.withdraw')}
          </button>
        )}
        {may && !file.purged && !doing && <AskHere target={file.id} />}
        {doing && <Withdraw what={{ withdraw_attachment: { id: file.id } }} today={today} done={() => setDoing(false)} />}
      </figcaption>
    </figure>
  );
}

export function sizeText(bytes: number): string {
  return bytes < 1_048_576 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

type Stated = 'file' | Datum;

interface Sending {
  subject: string;
  audience: Audience;
  sent: (file: Attachment) => void;
}

/** The way in: from the disk, or on a phone straight from the camera. */
export function Sender({ subject, audience, sent }: Sending) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [datum, setDatum] = useState<Stated>('file');
  const [at, setAt] = useState('');
  const send = useMutation({
    mutationFn: async (files: File[]) => {
      for (const file of files) {
        setAt(t('talk.shrinking', { name: file.name, size: sizeText(file.size) }));
        const { blob, name, shrunkFrom } = await prepared(file);
        setAt(t('talk.adding', { name }));
        sent(await attach(subject, blob, name, { audience, datum: datum === 'file' ? null : datum, shrunk_from: shrunkFrom ?? null }));
      }
    },
    onSettled: () => {
      setAt('');
      refresh(queries);
    },
  });
  const chosen = (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.target.files ?? [])];
    // The same file may be chosen again after it was refused.
    event.target.value = '';
    if (files.length > 0) send.mutate(files);
  };
  return (
    <div className="talk-sender">
      <label className="talk-pick">
        <PaperClipOutlined /> {t('talk.add')}
        <input type="file" multiple accept={TAKEN} className="talk-input" aria-label={t('talk.add')} disabled={send.isPending} onChange={chosen} />
      </label>
      <label className="talk-pick talk-camera">
        <CameraOutlined /> {t('talk.camera')}
        <input type="file" accept="image/*" capture="environment" className="talk-input" aria-label={t('talk.camera')} disabled={send.isPending} onChange={chosen} />
      </label>
      <Select<Stated> size="small" className="talk-datum" aria-label={t('talk.datum')} value={datum} options={(['file', 'WGS-84', 'GCJ-02'] as const).map((own) => ({ value: own, label: `${t('talk.datum')}：${t(`talk.datums.${own}`)}` }))} onChange={setDatum} />
      {at && (
        <span className="quiet-note" role="status">
          {at}
        </span>
      )}
      <FormError error={send.error} />
    </div>
  );
}
