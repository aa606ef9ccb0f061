// A group's robot: whose format, which group, what it may carry, which topics when. The address goes
// in and is not shown again.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, Segmented, Select } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { zoneQuery } from '../api/queries';
import type { Robot, RobotView, When } from '../api/types';
import { beside } from '../app/beside';
import { FormError } from '../app/problems';
import { useWords } from '../words';
import { channelsQuery } from './queries';
import { LEVELS, TOPICS, WHENS } from './topics';

const KINDS = ['wecom', 'dingtalk', 'feishu'] as const;

export function RobotForm({ robot, close }: { robot: RobotView | null; close: () => void }) {
  const { t, lang } = useWords();
  const queries = useQueryClient();
  const units = useQuery(zoneQuery).data?.units ?? [];
  const fresh: Robot = { kind: 'wecom', name: '', unit: null, carries: 'internal', topics: { item: 'at_once', report: 'digest' }, lang: lang === 'zh' ? 'zh-CN' : 'en', enabled: true, private: false, authority: '' };
  const [own, setOwn] = useState<Robot>(robot?.robot ?? fresh);
  const [address, setAddress] = useState('');
  const [secret, setSecret] = useState('');
  const save = useMutation({
    mutationFn: () => {
      const body = { robot: own, address: address.trim() || null, secret: secret.trim() || null };
      return robot ? ask(api.PUT('/notices/robots/{id}', { params: { path: { id: String(robot.id) } }, body })) : ask(api.POST('/notices/robots', { body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries(channelsQuery);
      close();
    },
  });
  return (
    <form
      className="robot-form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <label>
        {t('notices.kind')}
        <Segmented value={own.kind} options={KINDS.map((value) => ({ value, label: t(`notices.kinds.${value}`) }))} onChange={(kind) => setOwn({ ...own, kind })} />
      </label>
      <label>
        {t('notices.group')}
        <Input value={own.name} onChange={(event) => setOwn({ ...own, name: event.target.value })} />
      </label>
      <label>
        {t('notices.unit')}
        <Select allowClear showSearch optionFilterProp="label" placeholder={t('notices.wholeZone')} value={own.unit ?? undefined} options={units.map((one) => ({ value: one.id, label: one.name }))} onChange={(unit: string | undefined) => setOwn({ ...own, unit: unit ?? null })} getPopupContainer={beside} />
      </label>
      <label>
        {t('notices.address')}
        <Input.Password autoComplete="off" visibilityToggle={false} value={address} placeholder={robot?.address ?? 'https://…'} onChange={(event) => setAddress(event.target.value)} />
      </label>
      {own.kind !== 'wecom' && (
        <label>
          {t('notices.secret')}
          <Input.Password autoComplete="off" visibilityToggle={false} value={secret} placeholder={t(robot?.signed ? 'notices.kept' : 'notices.noSecret')} onChange={(event) => setSecret(event.target.value)} />
        </label>
      )}
      <label>
        {t('notices.carries')}
        <Select value={own.carries} options={LEVELS.map((value) => ({ value, label: t(`notices.levels.${value}`) }))} onChange={(carries) => setOwn({ ...own, carries })} getPopupContainer={beside} />
      </label>
      <fieldset>
        <legend>{t('notices.when')}</legend>
        {TOPICS.map((topic) => (
          <div key={topic} className="topic-line">
            <span>{t(`notices.topics.${topic}`)}</span>
            <Segmented<When> aria-label={t(`notices.topics.${topic}`)} value={own.topics[topic] ?? 'never'} options={WHENS.map((value) => ({ value, label: t(`notices.whens.${value}`) }))} onChange={(value) => setOwn({ ...own, topics: { ...own.topics, [topic]: value } })} />
          </div>
        ))}
      </fieldset>
      <Checkbox checked={own.enabled} onChange={(event) => setOwn({ ...own, enabled: event.target.checked })}>
        {t('notices.enabled')}
      </Checkbox>
      <Checkbox checked={own.private} onChange={(event) => setOwn({ ...own, private: event.target.checked })}>
        {t('notices.private')}
      </Checkbox>
      <label>
        {t('notices.authority')}
        <Input.TextArea rows={3} value={own.authority ?? ''} spellCheck={false} placeholder={t('notices.authorityHow')} onChange={(event) => setOwn({ ...own, authority: event.target.value })} />
      </label>
      <FormError error={save.error} />
      <p className="share-acts">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('notices.saveSettings')}
        </Button>
        <Button onClick={close}>{t('cycles.cancel')}</Button>
      </p>
    </form>
  );
}
