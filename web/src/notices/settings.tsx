// 通知设置: mail by topic, quiet hours, the own calendar's address.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Checkbox, Input, Popconfirm, Segmented } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import type { NoticePreferences, OwnNotices, When } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { moment } from '../format/dates';
import { useWords } from '../words';
import { copyText } from './copy';
import { noticeSettingsQuery } from './queries';
import { TOPICS, WHENS } from './topics';

export function NoticeSettingsPage() {
  const { t } = useWords();
  const settings = useQuery(noticeSettingsQuery);
  return (
    <div className="page notices-page">
      <header className="page-head">
        <h1>{t('notices.settings')}</h1>
        <Link to="/notices">{t('notices.title')}</Link>
      </header>
      {settings.isPending && <Loading />}
      {settings.isError && <Failed error={settings.error} retry={() => void settings.refetch()} />}
      {settings.data && (
        <div className="page-body notice-settings">
          <Wishes key={JSON.stringify(settings.data.preferences)} settings={settings.data} />
          <Feed settings={settings.data} />
        </div>
      )}
    </div>
  );
}

function Wishes({ settings }: { settings: OwnNotices }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [own, setOwn] = useState<NoticePreferences>(settings.preferences);
  const { rules } = settings;
  const save = useMutation({
    mutationFn: () => ask(api.PUT('/notices/settings', { body: own })),
    onSuccess: () => queries.invalidateQueries(noticeSettingsQuery),
  });
  const quiet = own.quiet ?? [rules.quiet_from, rules.quiet_until];
  const at = (index: 0 | 1, value: string) => setOwn({ ...own, quiet: index === 0 ? [value, quiet[1] ?? ''] : [quiet[0] ?? '', value] });
  return (
    <form
      className="card notice-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('notices.byMail')}</h2>
      {!settings.mail_enabled && <p className="quiet-note">{t('notices.mailOff')}</p>}
      <label>
        {t('notices.mailTo')}
        <Input type="email" autoComplete="email" value={own.mail} placeholder="name@example.cn" onChange={(event) => setOwn({ ...own, mail: event.target.value })} />
      </label>
      <fieldset>
        <legend>{t('notices.when')}</legend>
        {TOPICS.map((topic) => (
          <div key={topic} className="topic-line">
            <span>{t(`notices.topics.${topic}`)}</span>
            <Segmented<When>
              aria-label={t(`notices.topics.${topic}`)}
              value={own.topics[topic] ?? 'digest'}
              options={WHENS.map((value) => ({ value, label: t(`notices.whens.${value}`) }))}
              onChange={(value) => setOwn({ ...own, topics: { ...own.topics, [topic]: value } })}
            />
          </div>
        ))}
        <p className="quiet-note">{t('notices.digestAt', { at: rules.digest_at })}</p>
      </fieldset>
      <fieldset>
        <legend>{t('notices.quiet')}</legend>
        <p className="quiet-hours">
          <input type="time" aria-label={t('notices.quietFrom')} value={quiet[0]} onChange={(event) => at(0, event.target.value)} />
          <span>—</span>
          <input type="time" aria-label={t('notices.quietUntil')} value={quiet[1]} onChange={(event) => at(1, event.target.value)} />
          {own.quiet && (
            <Button type="link" onClick={() => setOwn({ ...own, quiet: null })}>
              {t('notices.asZone')}
            </Button>
          )}
        </p>
        <Checkbox checked={own.urgent_passes} onChange={(event) => setOwn({ ...own, urgent_passes: event.target.checked })}>
          {t('notices.urgentPasses')}
        </Checkbox>
        <Checkbox checked={own.working_days_only} onChange={(event) => setOwn({ ...own, working_days_only: event.target.checked })}>
          {t('notices.workingDays')}
        </Checkbox>
      </fieldset>
      <FormError error={save.error} />
      <p className="share-acts">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('notices.saveSettings')}
        </Button>
        <span role="status">{save.isSuccess && t('notices.saved')}</span>
      </p>
    </form>
  );
}

/** The address is shown once, when it is made: afterwards nobody can read it here. */
function Feed({ settings }: { settings: OwnNotices }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [said, setSaid] = useState('');
  const again = () => queries.invalidateQueries(noticeSettingsQuery);
  const renew = useMutation({ mutationFn: () => ask(api.POST('/notices/feed')), onSuccess: again });
  const revoke = useMutation({
    mutationFn: () => ask(api.DELETE('/notices/feed')),
    onSuccess: () => {
      renew.reset();
      return again();
    },
  });
  const address = renew.data ? `${location.origin}${renew.data.path}` : null;
  const { feed } = settings;
  return (
    <section className="card notice-form">
      <h2>{t('notices.calendar')}</h2>
      <p className="quiet-note">{t('notices.calendarHow')}</p>
      {address && (
        <>
          <p className="feed-address">
            <code>{address}</code>
          </p>
          <p className="quiet-note">{t('notices.calendarOnce')}</p>
        </>
      )}
      {feed && !address && (
        <p>
          {t('notices.calendarSince', { at: moment(feed.made_at) })} {feed.used_at && t('notices.calendarUsed', { at: moment(feed.used_at) })}
        </p>
      )}
      <FormError error={renew.error ?? revoke.error} />
      <p className="share-acts">
        {address && (
          <Button type="primary" onClick={() => void copyText(address).then((done) => setSaid(t(done ? 'notices.copied' : 'notices.copyByHand')))}>
            {t('notices.copyAddress')}
          </Button>
        )}
        {feed ? (
          <>
            <Popconfirm title={t('notices.renew')} description={t('notices.renewHow')} okText={t('cycles.ok')} cancelText={t('cycles.cancel')} onConfirm={() => renew.mutate()}>
              <Button loading={renew.isPending}>{t('notices.renew')}</Button>
            </Popconfirm>
            <Button danger loading={revoke.isPending} onClick={() => revoke.mutate()}>
              {t('notices.revoke')}
            </Button>
          </>
        ) : (
          <Button loading={renew.isPending} onClick={() => renew.mutate()}>
            {t('notices.makeAddress')}
          </Button>
        )}
        <span role="status">{said}</span>
      </p>
    </section>
  );
}
