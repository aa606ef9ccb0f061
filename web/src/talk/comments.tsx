// Comments: oldest first, each with its answers' marks, its files, and what may be done to it.

import { useState } from 'react';

import { moment as momentText } from '../format/dates';
import { say } from '../format/lang';
import { AskHere } from '../purges/askHere';
import { useWords } from '../words';
import { Composer } from './composer';
import { FileCard } from './files';
import type { Comment, Thread } from './queries';
import { Withdraw } from './withdraw';

interface Props {
  thread: Thread;
  today: string;
  past: boolean;
  firm: boolean;
}

export function Comments({ thread, today, past, firm }: Props) {
  const { t } = useWords();
  const [reply, setReply] = useState<Comment>();
  const may = thread.may_comment && !past;
  return (
    <>
      {thread.comments.length === 0 && <p className="quiet-note">{t('talk.noComments')}</p>}
      <ol className="talk-list">
        {thread.comments.map((comment) => (
          <One key={`${comment.id}-${comment.version}`} comment={comment} thread={thread} today={today} may={may} firm={firm} reply={() => setReply(comment)} />
        ))}
      </ol>
      {past && <p className="quiet-note">{t('talk.dayOnly')}</p>}
      {may && <Composer key={reply?.id ?? 'new'} thread={thread} today={today} firm={firm} reply={reply} done={() => setReply(undefined)} />}
    </>
  );
}

function One({ comment, thread, today, may, firm, reply }: { comment: Comment; thread: Thread; today: string; may: boolean; firm: boolean; reply: () => void }) {
  const { t, lang } = useWords();
  const [doing, setDoing] = useState<'edit' | 'withdraw'>();
  const [before, setBefore] = useState(false);
  const answered = thread.comments.find((own) => own.id === comment.reply_to);
  const files = thread.attachments.filter((own) => comment.attachments.includes(own.id));
  const { withdrawn } = comment;
  return (
    <li className={withdrawn ? 'talk-one withdrawn' : 'talk-one'} data-comment={comment.id}>
      <p className="talk-who">
        <b>{say(comment.by.name, lang)}</b>
        {comment.by.of && <span>{comment.by.of}</span>}
        <time>{momentText(comment.recorded_at)}</time>
        {comment.audience === 'enterprise' && <span className="talk-mark">{t('talk.toEnterprise')}</span>}
        {comment.before.length > 0 && (
          <button type="button" className="talk-link" aria-expanded={before} onClick={() => setBefore(!before)}>
            {t('talk.edited', { count: comment.before.length })}
          </button>
        )}
      </p>
      {answered && (
        <p className="talk-quote">{t('talk.replyTo', { who: say(answered.by.name, lang), text: answered.text ? short(say(answered.text, lang)) : '…' })}</p>
      )}
      {comment.text && doing !== 'edit' && <p className="talk-text">{named(say(comment.text, lang), comment.mentions.map((own) => say(own.name, lang)))}</p>}
      {withdrawn && (
        <p className="talk-text">{t('talk.withdrawn', { who: say(withdrawn.by.name, lang), date: withdrawn.on, reason: say(withdrawn.reason, lang) })}</p>
      )}
      {before && (
        <ul className="talk-before">
          {comment.before.map((own) => (
            <li key={own.seq}>
              <small>
                {t('talk.before')} {own.on}
              </small>
              {say(own.text, lang)}
            </li>
          ))}
        </ul>
      )}
      {files.length > 0 && (
        <div className="talk-files">
          {files.map((file) => (
            <FileCard key={file.id} file={file} today={today} may={false} />
          ))}
        </div>
      )}
      {doing === 'edit' && <Composer thread={thread} today={today} firm={firm} edited={comment} done={() => setDoing(undefined)} />}
      {doing === 'withdraw' && <Withdraw what={{ withdraw_comment: { id: comment.id, version: comment.version } }} today={today} done={() => setDoing(undefined)} />}
      {may && !withdrawn && !doing && (
        <p className="talk-acts">
          <button type="button" className="talk-link" data-do="reply" onClick={reply}>
            {t('talk.reply')}
          </button>
          {comment.may_edit && (
            <button type="button" className="talk-link" data-do="edit" onClick={() => setDoing('edit')}>
              {t('talk.edit')}
            </button>
          )}
          {comment.may_withdraw && (
            <button type="button" className="talk-link" data-do="withdraw" onClick={() => setDoing('withdraw')}>
              {t('talk.withdraw')}
            </button>
          )}
        </p>
      )}
      {may && !comment.purged && !doing && <AskHere target={comment.id} />}
    </li>
  );
}

function short(text: string): string {
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}

/** The text with whom it names set off. */
export function named(text: string, names: readonly string[]) {
  const known = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  if (known.length === 0) return text;
  const parts = text.split(new RegExp(`([@＠](?:${known.join('|')}))`));
  return parts.map((part, at) => (at % 2 === 1 ? <b key={at} className="talk-name">{part}</b> : part));
}
