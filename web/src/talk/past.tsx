import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';

import type { Moment } from '../api/queries';
import { Failed, Loading } from '../app/states';
import { moment as momentText } from '../format/dates';
import { say } from '../format/lang';
import { AskHere } from '../purges/askHere';
import { useWords } from '../words';
import { historyQuery } from './queries';

/** Every event that touched the thing, as a sentence, the newest first. */
export function Past({ subject, moment }: { subject: string; moment: Moment }) {
  const { t, lang } = useWords();
  const history = useInfiniteQuery(historyQuery(subject, moment));
  if (history.isPending) return <Loading />;
  if (history.isError) return <Failed error={history.error} retry={() => void history.refetch()} />;
  const changes = history.data.pages.flatMap((page) => page.changes);
  const total = history.data.pages[0]?.total ?? 0;
  return (
    <>
      {changes.length === 0 && <p className="quiet-note">{t('talk.noPast')}</p>}
      <ul className="happenings talk-past">
        {changes.map((change) => (
          <li key={change.seq}>
            <time>{momentText(change.recorded_at)}</time>
            <span>
              {say(change.text, lang)}
              <small>
                {[change.actor, change.effective_on && t('talk.since', { date: change.effective_on }), t('talk.record', { seq: change.seq })].filter(Boolean).join(' · ')}
              </small>
            </span>
          </li>
        ))}
      </ul>
      {changes.length > 0 && moment.known_at === undefined && <AskHere />}
      {history.hasNextPage && (
        <Button size="small" className="talk-more" loading={history.isFetchingNextPage} onClick={() => void history.fetchNextPage()}>
          {t('talk.earlier', { total })}
        </Button>
      )}
    </>
  );
}
