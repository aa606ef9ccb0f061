// What is on its way and what became of it: what failed says why, and somebody may decide.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';

import { api, ask } from '../api/client';
import type { DeliveryView } from '../api/types';
import { FormError } from '../app/problems';
import { moment } from '../format/dates';
import { say } from '../format/lang';
import { useWords } from '../words';
import { HeldPart } from './held';
import { outboxQuery } from './queries';

export function OutboxPart() {
  const { t } = useWords();
  const outbox = useQuery(outboxQuery).data;
  if (!outbox) return null;
  const { counts, deliveries } = outbox;
  return (
    <section className="card notice-form">
      <header className="notice-part-head">
        <h2>{t('notices.outbox')}</h2>
        <span className={counts.failed > 0 ? 'bad' : 'quiet-note'}>{t('notices.outboxCounts', { ...counts })}</span>
      </header>
      {deliveries.length === 0 && <p className="quiet-note">{t('notices.outboxNone')}</p>}
      {deliveries.length > 0 && (
        <div className="table-scroll outbox-scroll">
          <table className="plain boxed">
            <thead>
              <tr>
                <th>{t('notices.to')}</th>
                <th>{t('notices.state')}</th>
                <th className="number">{t('notices.count')}</th>
                <th className="number">{t('notices.tries')}</th>
                <th>{t('notices.made')}</th>
                <th>{t('notices.cause')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {deliveries.map((own) => (
                <Line key={own.id} own={own} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <HeldPart />
    </section>
  );
}

function Line({ own }: { own: DeliveryView }) {
  const { t, lang } = useWords();
  const queries = useQueryClient();
  const params = { path: { id: String(own.id) } };
  const onSuccess = () => queries.invalidateQueries(outboxQuery);
  const again = useMutation({ mutationFn: () => ask(api.POST('/notices/outbox/{id}/again', { params })), onSuccess });
  const giveUp = useMutation({ mutationFn: () => ask(api.POST('/notices/outbox/{id}/give-up', { params })), onSuccess });
  const open = own.state === 'failed' || own.state === 'waiting';
  return (
    <tr className={open ? undefined : 'past'}>
      <th scope="row">{say(own.to, lang)}</th>
      <td className={own.state === 'failed' ? 'bad nowrap' : 'nowrap'}>
        {t(`notices.states.${own.state}`)}
        {own.state === 'waiting' && own.tries > 0 && <small>{t('notices.nextAt', { at: moment(own.next_at) })}</small>}
      </td>
      <td className="number">{own.notices}</td>
      <td className="number">{own.tries}</td>
      <td className="nowrap">{moment(own.made_at)}</td>
      <td className="outbox-cause">{own.cause}</td>
      <td className="number nowrap">
        <FormError error={again.error ?? giveUp.error} />
        {open && (
          <>
            <Button size="small" loading={again.isPending} onClick={() => again.mutate()}>
              {t('notices.again')}
            </Button>{' '}
            <Button size="small" loading={giveUp.isPending} onClick={() => giveUp.mutate()}>
              {t('notices.giveUp')}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}
