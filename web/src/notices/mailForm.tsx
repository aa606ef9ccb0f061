// The mail server, and a trial.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber, Segmented, Select } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import type { MailServer } from '../api/types';
import { beside } from '../app/beside';
import { FormError } from '../app/problems';
import { useWords } from '../words';
import { channelsQuery, outboxQuery } from './queries';
import { LEVELS } from './topics';

const PORTS = { tls: 465, start_tls: 587, plain: 25 } as const;
const NONE: MailServer = { host: '', port: 465, security: 'tls', user: '', from: '', carries: 'internal', enabled: true, authority: '' };

export function MailForm({ mail }: { mail: MailServer | null }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [own, setOwn] = useState<MailServer>(mail ?? NONE);
  const [password, setPassword] = useState('');
  const [to, setTo] = useState('');
  const save = useMutation({
    mutationFn: () => ask(api.PUT('/notices/mail', { body: { server: own, password: password || null } })),
    onSuccess: () => queries.invalidateQueries(channelsQuery),
  });
  const trial = useMutation({
    mutationFn: () => ask(api.POST('/notices/mail/trial', { body: { to } })),
    onSuccess: () => queries.invalidateQueries(outboxQuery),
  });
  const text = (key: 'host' | 'user' | 'from') => (
    <Input value={own[key]} autoComplete="off" onChange={(event) => setOwn({ ...own, [key]: event.target.value })} />
  );
  return (
    <form
      className="card notice-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('notices.mail')}</h2>
      <label>
        {t('notices.host')}
        {text('host')}
      </label>
      <label>
        {t('notices.security')}
        <Segmented value={own.security} options={(['tls', 'start_tls', 'plain'] as const).map((value) => ({ value, label: t(`notices.securities.${value}`) }))} onChange={(security) => setOwn({ ...own, security, port: PORTS[security] })} />
      </label>
      <label>
        {t('notices.port')}
        <InputNumber min={1} max={65_535} value={own.port} onChange={(port) => setOwn({ ...own, port: port ?? own.port })} />
      </label>
      <label>
        {t('notices.from')}
        {text('from')}
      </label>
      <label>
        {t('notices.user')}
        {text('user')}
      </label>
      <label>
        {t('sign.password')}
        <Input.Password autoComplete="new-password" visibilityToggle={false} value={password} placeholder={mail?.user ? t('notices.kept') : ''} onChange={(event) => setPassword(event.target.value)} />
      </label>
      {own.security !== 'plain' && (
        <label>
          {t('notices.authority')}
          <Input.TextArea rows={3} value={own.authority ?? ''} spellCheck={false} placeholder={t('notices.authorityHow')} onChange={(event) => setOwn({ ...own, authority: event.target.value })} />
        </label>
      )}
      <label>
        {t('notices.carries')}
        <Select value={own.carries} options={LEVELS.map((value) => ({ value, label: t(`notices.levels.${value}`) }))} onChange={(carries) => setOwn({ ...own, carries })} getPopupContainer={beside} />
      </label>
      <Checkbox checked={own.enabled} onChange={(event) => setOwn({ ...own, enabled: event.target.checked })}>
        {t('notices.enabled')}
      </Checkbox>
      <FormError error={save.error ?? trial.error} />
      <p className="share-acts">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('notices.saveSettings')}
        </Button>
        <span role="status">{save.isSuccess && t('notices.saved')}</span>
      </p>
      {mail && (
        <p className="share-acts">
          <Input type="email" aria-label={t('notices.mailTo')} value={to} placeholder="name@example.cn" onChange={(event) => setTo(event.target.value)} />
          <Button loading={trial.isPending} disabled={!to.trim()} onClick={() => trial.mutate()}>
            {t('notices.trial')}
          </Button>
          <span role="status">{trial.isSuccess && t('notices.trialPut')}</span>
        </p>
      )}
    </form>
  );
}
