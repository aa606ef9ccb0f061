// The bell in the navigation: how many notices wait. An administrator who reads no business data
// finds the channels there instead.

import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { useWords } from '../words';
import { noticeCountsQuery } from './queries';

const MANY = 99;

export function readsNotices(may: readonly string[] | undefined): boolean {
  return may?.some((one) => one === 'read' || one === 'speak_for_enterprise') ?? false;
}

export function Bell({ may }: { may: readonly string[] | undefined }) {
  const { t } = useWords();
  const reads = readsNotices(may);
  const counts = useQuery({ ...noticeCountsQuery, enabled: reads }).data;
  if (!reads && !may?.includes('configure')) return null;
  const unread = reads ? (counts?.unread ?? 0) : 0;
  const label = unread === 0 ? t('notices.title') : t('notices.bell', { count: unread });
  return (
    <Link to={reads ? '/notices' : '/notices/channels'} className="nav-link nav-bell" title={label}>
      <span className="bell-mark">
        <BellOutlined />
        {unread > 0 && (
          <b className={counts?.urgent ? 'bell-count urgent' : 'bell-count'}>
            {unread > MANY ? `${MANY}+` : unread}
          </b>
        )}
      </span>
      <span>{t('notices.title')}</span>
    </Link>
  );
}
