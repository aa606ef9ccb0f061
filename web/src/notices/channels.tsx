// 通道: robots, mail, the zone's quiet hours, and what became of what was sent; for administrators.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { sessionQuery } from '../api/queries';
import type { Channels, RobotView } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { useWords } from '../words';
import { readsNotices } from './bell';
import { MailForm } from './mailForm';
import { OutboxPart } from './outbox';
import { channelsQuery, outboxQuery } from './queries';
import { RobotForm } from './robotForm';
import { RulesForm } from './rulesForm';
import { TOPICS } from './topics';

export function ChannelsPage() {
  const { t } = useWords();
  const may = useQuery(sessionQuery).data?.may;
  const channels = useQuery(channelsQuery);
  return (
    <div className="page notices-page">
      <header className="page-head">
        <h1>{t('notices.channelsTitle')}</h1>
        {readsNotices(may) && <Link to="/notices">{t('notices.title')}</Link>}
      </header>
      {channels.isPending && <Loading />}
      {channels.isError && !channels.data && <Failed error={channels.error} retry={() => void channels.refetch()} />}
      {channels.data && (
        <div className="page-body notice-settings wide">
          <Robots channels={channels.data} />
          <OutboxPart />
          <MailForm key={`mail-${JSON.stringify(channels.data.mail)}`} mail={channels.data.mail} />
          <RulesForm key={`rules-${JSON.stringify(channels.data.rules)}`} rules={channels.data.rules} />
        </div>
      )}
    </div>
  );
}

function Robots({ channels }: { channels: Channels }) {
  const { t } = useWords();
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const { robots } = channels;
  return (
    <section className="card notice-form">
      <header className="notice-part-head">
        <h2>{t('notices.robots')}</h2>
        <Button aria-expanded={open === 'new'} onClick={() => setOpen(open === 'new' ? null : 'new')}>
          {t('notices.addRobot')}
        </Button>
      </header>
      <p className="quiet-note">{t('notices.robotsHow')}</p>
      {open === 'new' && <RobotForm robot={null} close={() => setOpen(null)} />}
      {robots.length > 0 && (
        <div className="table-scroll">
          <table className="plain boxed">
            <thead>
              <tr>
                <th>{t('notices.group')}</th>
                <th>{t('notices.address')}</th>
                <th>{t('notices.carries')}</th>
                <th>{t('notices.topic')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {robots.map((own) => (
                <RobotLine key={own.id} own={own} change={() => setOpen(open === own.id ? null : own.id)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {robots.filter((own) => own.id === open).map((own) => (
        <RobotForm key={own.id} robot={own} close={() => setOpen(null)} />
      ))}
    </section>
  );
}

function RobotLine({ own, change }: { own: RobotView; change: () => void }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const params = { path: { id: String(own.id) } };
  const again = () => Promise.all([queries.invalidateQueries(channelsQuery), queries.invalidateQueries(outboxQuery)]);
  const remove = useMutation({ mutationFn: () => ask(api.DELETE('/notices/robots/{id}', { params })), onSuccess: again });
  const trial = useMutation({ mutationFn: () => ask(api.POST('/notices/robots/{id}/trial', { params })), onSuccess: again });
  const { robot } = own;
  const topics = TOPICS.filter((topic) => (robot.topics[topic] ?? 'never') !== 'never');
  return (
    <tr className={robot.enabled ? undefined : 'past'}>
      <th scope="row">
        {robot.name}
        <small>{t(`notices.kinds.${robot.kind}`)}</small>
      </th>
      <td>
        <code>{own.address}</code>
        {own.signed && <small>{t('notices.signed')}</small>}
      </td>
      <td>{t(`notices.levels.${robot.carries}`)}</td>
      <td className="robot-topics">{topics.map((topic) => `${t(`notices.topics.${topic}`)}（${t(`notices.whens.${robot.topics[topic] ?? 'never'}`)}）`).join(' ') || '—'}</td>
      <td className="number nowrap">
        <FormError error={remove.error ?? trial.error} />
        <Button size="small" loading={trial.isPending} onClick={() => trial.mutate()}>
          {t('notices.trial')}
        </Button>{' '}
        <Button size="small" onClick={change}>
          {t('notices.change')}
        </Button>{' '}
        <Popconfirm title={t('notices.remove')} description={t('notices.removeHow')} okText={t('cycles.ok')} cancelText={t('cycles.cancel')} onConfirm={() => remove.mutate()}>
          <Button size="small" danger loading={remove.isPending}>
            {t('notices.remove')}
          </Button>
        </Popconfirm>
      </td>
    </tr>
  );
}
