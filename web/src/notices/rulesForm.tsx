// What holds for everybody: quiet hours, the digest's time, the page's address, allowed hosts.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import type { NoticeRules } from '../api/types';
import { FormError } from '../app/problems';
import { useWords } from '../words';
import { channelsQuery } from './queries';

export function RulesForm({ rules }: { rules: NoticeRules }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [own, setOwn] = useState<NoticeRules>(rules);
  const [hosts, setHosts] = useState(rules.hosts.join('\n'));
  const save = useMutation({
    mutationFn: () => {
      const named = hosts.split(/\s+/).filter(Boolean);
      return ask(api.PUT('/notices/rules', { body: { ...own, hosts: named } }));
    },
    onSuccess: () => queries.invalidateQueries(channelsQuery),
  });
  const time = (key: 'quiet_from' | 'quiet_until' | 'digest_at', label: string) => (
    <input type="time" aria-label={label} value={own[key]} required onChange={(event) => setOwn({ ...own, [key]: event.target.value })} />
  );
  return (
    <form
      className="card notice-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <h2>{t('notices.rules')}</h2>
      <fieldset>
        <legend>{t('notices.quiet')}</legend>
        <p className="quiet-hours">
          {time('quiet_from', t('notices.quietFrom'))}
          <span>—</span>
          {time('quiet_until', t('notices.quietUntil'))}
        </p>
        <Checkbox checked={own.urgent_passes} onChange={(event) => setOwn({ ...own, urgent_passes: event.target.checked })}>
          {t('notices.urgentPasses')}
        </Checkbox>
        <Checkbox checked={own.working_days_only} onChange={(event) => setOwn({ ...own, working_days_only: event.target.checked })}>
          {t('notices.workingDays')}
        </Checkbox>
      </fieldset>
      <label>
        {t('notices.digestTime')}
        {time('digest_at', t('notices.digestTime'))}
      </label>
      <label>
        {t('notices.site')}
        <Input value={own.site} placeholder="https://" onChange={(event) => setOwn({ ...own, site: event.target.value })} />
      </label>
      <label>
        {t('notices.hosts')}
        <Input.TextArea rows={2} value={hosts} onChange={(event) => setHosts(event.target.value)} />
      </label>
      <p className="quiet-note">{t('notices.hostsHow')}</p>
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
