// 会议交办事项: done, under way or overdue; each opens its item.

import { Link } from '@tanstack/react-router';

import type { AskedItem } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';

export function AskedTable({ asked }: { asked: readonly AskedItem[] }) {
  const { t, lang } = useWords();
  return (
    <div className="table-scroll">
      <table className="item-table asked-table">
        <thead>
          <tr>
            <th>{t('meetings.stands')}</th>
            <th>{t('meetings.item')}</th>
            <th>{t('meetings.lead')}</th>
            <th>{t('meetings.due')}</th>
          </tr>
        </thead>
        <tbody>
          {asked.map((own) => (
            <tr key={own.id}>
              <td>
                <b className={`asked ${own.standing}`}>{say(own.standing_word, lang)}</b>
                {own.standing === 'overdue' ? <small className="bad">{t('meetings.lateBy', { count: own.days_late })}</small> : <small>{say(own.state_word, lang)}</small>}
              </td>
              <th scope="row">
                <Link to="/items" search={{ i: own.id, closed: own.standing === 'done' ? true : undefined }}>
                  {say(own.what, lang)}
                </Link>
                <small>{own.number}</small>
                {own.answer && <small>{`${t('meetings.answer')}${lang === 'zh' ? '：' : ': '}${say(own.answer, lang)}`}</small>}
              </th>
              <td>
                {own.lead.name}
                <small>{say(own.owner, lang)}</small>
              </td>
              <td className="nowrap">{own.due_on}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
