// 通知: what whoever is signed in is told now. What is settled is gone by itself.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Segmented } from 'antd';
import { useState } from 'react';

import { sessionQuery } from '../api/queries';
import type { NoticeRow } from '../api/types';
import { FormError } from '../app/problems';
import { Empty, Failed, Loading } from '../app/states';
import { useWords } from '../words';
import { markNotices, noticesQuery } from './queries';
import { Row } from './row';
import { Share, type Shared } from './share';
import { TOPICS, type TopicKey } from './topics';

type Shown = 'unread' | 'all';

export function NoticesPage() {
  const { t } = useWords();
  const queries = useQueryClient();
  const may = useQuery(sessionQuery).data?.may ?? [];
  const board = useQuery(noticesQuery);
  const [shown, setShown] = useState<Shown>('unread');
  const [topic, setTopic] = useState<TopicKey | null>(null);
  const [shared, setShared] = useState<Shared | null>(null);
  const mark = useMutation({
    mutationFn: ({ keys, read }: { keys: string[]; read: boolean }) => markNotices(queries, keys, read),
  });
  const all = board.data?.notices ?? [];
  const rows = all.filter((row) => (shown === 'all' || !row.read) && (topic === null || row.topic === topic));
  const unread = rows.filter((row) => !row.read).map((row) => row.key);
  return (
    <div className="page notices-page">
      <header className="page-head">
        <h1>{t('notices.title')}</h1>
        <Segmented<Shown>
          value={shown}
          onChange={setShown}
          options={[
            { value: 'unread', label: `${t('notices.unread')} ${board.data?.counts.unread ?? ''}` },
            { value: 'all', label: `${t('notices.all')} ${all.length || ''}` },
          ]}
        />
        <Topics rows={all} chosen={topic} choose={setTopic} />
        <span className="notices-acts">
          {/* Never in a state of loading: one row still being marked must not swallow the click. */}
          {unread.length > 0 && (
            <Button onClick={() => mark.mutate({ keys: unread, read: true })}>
              {t('notices.markAll')}
            </Button>
          )}
          {all.length > 0 && <Button onClick={() => setShared({ of: 'mine' })}>{t('notices.share')}</Button>}
          {may.includes('run_cycles') && <Button onClick={() => setShared({ of: 'zone' })}>{t('notices.shareZone')}</Button>}
          <Link to="/notices/settings">{t('notices.settings')}</Link>
          {may.includes('configure') && <Link to="/notices/channels">{t('notices.channels')}</Link>}
        </span>
      </header>
      <FormError error={mark.error} />
      {board.isPending && <Loading />}
      {board.isError && !board.data && <Failed error={board.error} retry={() => void board.refetch()} />}
      {board.data && rows.length === 0 && (
        <Empty title={t(all.length > 0 ? 'notices.noneUnread' : 'notices.none')} how={t('notices.noneHow')} />
      )}
      {rows.length > 0 && (
        <ol className="page-body notice-list">
          {rows.map((row) => (
            <Row key={row.key} row={row} may={may} mark={(keys, read) => mark.mutate({ keys, read })} />
          ))}
        </ol>
      )}
      {shared && <Share shared={shared} close={() => setShared(null)} />}
    </div>
  );
}

interface TopicsProps {
  rows: readonly NoticeRow[];
  chosen: TopicKey | null;
  choose: (topic: TopicKey | null) => void;
}

function Topics({ rows, chosen, choose }: TopicsProps) {
  const { t } = useWords();
  const there = TOPICS.filter((topic) => rows.some((row) => row.topic === topic));
  if (there.length < 2) return null;
  return (
    <span className="notice-topics" role="group" aria-label={t('notices.topic')}>
      {there.map((topic) => (
        <button
          key={topic}
          type="button"
          className={chosen === topic ? 'chip on' : 'chip'}
          aria-pressed={chosen === topic}
          onClick={() => choose(chosen === topic ? null : topic)}
        >
          {t(`notices.topics.${topic}`)} {rows.filter((row) => row.topic === topic).length}
        </button>
      ))}
    </span>
  );
}
