// One notice in the list.

import { Link } from '@tanstack/react-router';
import { Button } from 'antd';

import type { NoticeRow } from '../api/types';
import { moment, shortDate } from '../format/dates';
import { say } from '../format/lang';
import { useWords } from '../words';
import { placeOf } from './place';

interface RowProps {
  row: NoticeRow;
  may: readonly string[];
  mark: (keys: string[], read: boolean) => void;
}

/** Following it counts as reading it. */
export function Row({ row, may, mark }: RowProps) {
  const { t, lang } = useWords();
  const place = placeOf(row, may);
  const time = row.time ? say(row.time, lang) : null;
  const look = ['notice-row', row.read ? 'read' : 'unread', row.urgent ? 'urgent' : ''].join(' ');
  return (
    <li className={look}>
      <span role="img" className="notice-dot" aria-label={row.read ? undefined : t('notices.unread')} />
      <div className="notice-body">
        <p className="notice-title">
          <Link to={place.to} params={place.params} search={place.search} onClick={() => mark([row.key], true)}>
            {say(row.title, lang)}
          </Link>
          {row.urgent && <b className="notice-urgent">{t('notices.urgent')}</b>}
        </p>
        {row.detail && <p className="notice-detail">{say(row.detail, lang)}</p>}
        <p className="notice-facts">
          {row.due_on && time && (
            <span className={row.urgent ? 'bad' : undefined}>
              {t('notices.due', { date: shortDate(row.due_on, lang) })} · {time}
            </span>
          )}
          {row.unit && <span>{row.unit.name}</span>}
          <span>{row.timed ? t('notices.since', { date: shortDate(row.on, lang) }) : moment(row.recorded_at)}</span>
        </p>
      </div>
      <Button type="text" size="small" className="notice-mark" onClick={() => mark([row.key], !row.read)}>
        {t(row.read ? 'notices.markUnread' : 'notices.markRead')}
      </Button>
    </li>
  );
}
