// What is not sent yet, and until when: held by quiet hours, or waiting for the digest. Counts alone.

import { useQuery } from '@tanstack/react-query';

import { moment } from '../format/dates';
import { say } from '../format/lang';
import { useWords } from '../words';
import { heldQuery } from './queries';

export function HeldPart() {
  const { t, lang } = useWords();
  const held = useQuery(heldQuery).data?.held;
  if (!held || held.length === 0) return null;
  return (
    <div className="outbox-held">
      <h3>{t('notices.held')}</h3>
      <div className="table-scroll">
        <table className="plain boxed">
          <thead>
            <tr>
              <th>{t('notices.channel')}</th>
              <th className="number">{t('notices.recipients')}</th>
              <th className="number">{t('notices.count')}</th>
              <th>{t('notices.heldBy')}</th>
              <th>{t('notices.heldUntil')}</th>
            </tr>
          </thead>
          <tbody>
            {held.map((own) => (
              <tr key={`${own.to.zh} ${own.by} ${own.until}`}>
                <th scope="row">{say(own.to, lang)}</th>
                <td className="number">{own.recipients}</td>
                <td className="number">{own.notices}</td>
                <td>{t(`notices.heldBys.${own.by}`)}</td>
                <td className="nowrap">{own.until ? moment(own.until) : '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
