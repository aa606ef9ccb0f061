// What is said and attached about a thing, and what happened to it: one part for every sheet.

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { sessionQuery, zoneQuery, type Moment } from '../api/queries';
import { Failed, Loading } from '../app/states';
import { useWords } from '../words';
import { Comments } from './comments';
import { Files } from './files';
import { Past } from './past';
import { threadQuery } from './queries';
import './talk.css';

type Tab = 'comments' | 'files' | 'past';

interface Props {
  /** The thing: `P12`, `S3`, `Q4`, `N5`, `M6`, `C5-U3`, `I7`. */
  subject: string;
  /** The day it is, where the reader does not read the zone. */
  today?: string;
  moment?: Moment;
  /** Shown first. */
  first?: Tab;
  /** Where the sheet has a history of its own. */
  withoutPast?: boolean;
}

export function Talk({ subject, today: told, moment = {}, first = 'comments', withoutPast = false }: Props) {
  const { t } = useWords();
  const [tab, setTab] = useState<Tab>(first);
  const session = useQuery(sessionQuery).data;
  const may = session?.may.includes('discuss') ?? false;
  const zone = useQuery({ ...zoneQuery, enabled: told === undefined }).data;
  const today = told ?? zone?.today ?? '';
  const thread = useQuery({ ...threadQuery(subject, moment), enabled: may });
  if (!may) return null;
  const firm = session?.may.includes('speak_for_enterprise') && !session.may.includes('read');
  const counts = { comments: thread.data?.comments.length, files: thread.data?.attachments.length, past: undefined };
  const tabs: Tab[] = firm || withoutPast ? ['comments', 'files'] : ['comments', 'files', 'past'];
  const past = moment.known_at !== undefined || moment.true_on !== undefined;
  return (
    <section className="part talk" data-subject={subject} aria-label={t('talk.title')}>
      <div className="talk-tabs" role="tablist" aria-label={t('talk.title')}>
        {tabs.map((one) => (
          <button key={one} type="button" role="tab" aria-selected={one === tab} data-tab={one} onClick={() => setTab(one)}>
            {t(`talk.${one}`)}
            {counts[one] !== undefined && counts[one] > 0 && <b>{counts[one]}</b>}
          </button>
        ))}
      </div>
      <div role="tabpanel" aria-label={t(`talk.${tab}`)}>
        {thread.isPending && <Loading />}
        {thread.isError && <Failed error={thread.error} retry={() => void thread.refetch()} />}
        {thread.data && tab === 'comments' && <Comments thread={thread.data} today={today} past={past} firm={firm ?? false} />}
        {thread.data && tab === 'files' && <Files thread={thread.data} today={today} past={past} />}
        {tab === 'past' && <Past subject={subject} moment={moment} />}
      </div>
    </section>
  );
}
