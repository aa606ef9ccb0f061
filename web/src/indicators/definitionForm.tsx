// What an indicator measures: the form to add one and to settle it anew.

import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { useState, type ReactNode } from 'react';

import { itemChoicesQuery } from '../api/queries';
import type { Definition } from '../api/types';
import { FormError } from '../app/problems';
import { Labelled } from '../items/labelled';
import { LEVELS } from '../practices/form';
import { useWords } from '../words';

interface Props {
  start: Definition;
  /** There are values: what they mean stays. */
  inUse: boolean;
  error: unknown;
  pending: boolean;
  save: (definition: Definition) => void;
  children?: ReactNode;
}

const KINDS = ['flow', 'stock', 'count', 'ratio', 'growth'] as const;

const FEEDS = ['none', 'reported', 'certified'] as const;
type Feeds = (typeof FEEDS)[number];

export const NEW: Definition = { code: '', name: { zh: '', en: '' }, measure: { zh: '亿元', en: 'CNY 100m' }, kind: 'flow', better: 'more', every: 'month', january_skipped: false, release_lag: 18, level: 'internal' };

/** Names in one language stand for both where the other is left out. */
export function completed(asked: Definition): Definition {
  const both = (words: Definition['name']) => ({ zh: words.zh.trim(), en: words.en.trim() || words.zh.trim() });
  return { ...asked, code: asked.code.trim(), name: both(asked.name), measure: both(asked.measure), source: asked.source?.trim() || null };
}

export function DefinitionForm({ start, inUse, error, pending, save, children }: Props) {
  const { t } = useWords();
  const units = useQuery(itemChoicesQuery).data?.units ?? [];
  const [own, setOwn] = useState(start);
  const put = (part: Partial<Definition>) => setOwn({ ...own, ...part });
  const choice = (field: 'kind' | 'better' | 'every', label: string, choices: { value: string; label: string }[]) => (
    <Labelled text={label}>
      <Select aria-label={label} value={own[field]} disabled={inUse} options={choices} onChange={(value: string) => put({ [field]: value })} />
    </Labelled>
  );
  const text = (label: string, value: string, change: (value: string) => void, disabled = false, how?: string) => (
    <Labelled text={label} how={how}>
      <Input aria-label={label} value={value} disabled={disabled} onChange={(event) => change(event.target.value)} />
    </Labelled>
  );
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        save(completed(own));
      }}
    >
      {inUse && <p className="quiet-note">{t('definition.inUse')}</p>}
      <div className="assign-grid">
        {text(t('definition.name'), own.name.zh, (zh) => put({ name: { ...own.name, zh } }))}
        {text(t('definition.nameEn'), own.name.en, (en) => put({ name: { ...own.name, en } }))}
        {text(t('definition.code'), own.code, (code) => put({ code }), false, t('definition.codeHow'))}
        {text(t('definition.measure'), own.measure.zh, (zh) => put({ measure: { zh, en: zh } }), inUse)}
        {choice('kind', t('definition.kind'), KINDS.map((kind) => ({ value: kind, label: t(`definition.kinds.${kind}`) })))}
        {choice('better', t('definition.better'), (['more', 'less'] as const).map((value) => ({ value, label: t(`definition.betters.${value}`) })))}
        {choice('every', t('definition.every'), (['month', 'quarter'] as const).map((value) => ({ value, label: t(`definition.everys.${value}`) })))}
        <Labelled text={t('definition.lead')}>
          <Select aria-label={t('definition.lead')} allowClear showSearch={{ optionFilterProp: 'label' }} value={own.lead_unit} options={units.map((unit) => ({ value: unit.id, label: unit.name }))} onChange={(value?: string) => put({ lead_unit: value ?? null })} />
        </Labelled>
        <Labelled text={t('definition.level')} how={own.level === 'unpublished_statistics' ? t('definition.levelHow') : undefined}>
          <Select aria-label={t('definition.level')} value={own.level} options={LEVELS.map((value) => ({ value, label: t(`practices.levels.${value}`) }))} onChange={(level) => put({ level })} />
        </Labelled>
        <Labelled text={t('definition.lag')}>
          <InputNumber aria-label={t('definition.lag')} min={0} max={366} precision={0} value={own.release_lag} onChange={(value) => put({ release_lag: value ?? 0 })} />
        </Labelled>
        <Labelled text={t('definition.ends')} how={t('definition.endsHow')}>
          <InputNumber aria-label={t('definition.ends')} min={1} max={28} precision={0} value={own.month_ends_on} onChange={(value) => put({ month_ends_on: value })} />
        </Labelled>
        {text(t('definition.source'), own.source ?? '', (source) => put({ source }))}
        <Labelled text={t('definition.feed')}>
          <Select<Feeds>
            aria-label={t('definition.feed')}
            value={own.fed_by ?? 'none'}
            options={FEEDS.map((value) => ({ value, label: t(`definition.feeds.${value}`) }))}
            onChange={(value) => put({ fed_by: value === 'none' ? null : value })}
          />
        </Labelled>
      </div>
      <Checkbox checked={own.january_skipped} disabled={inUse} onChange={(event) => put({ january_skipped: event.target.checked })}>
        {t('definition.january')}
      </Checkbox>
      <FormError error={error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" loading={pending} disabled={!own.name.zh.trim() || !own.code.trim() || !own.measure.zh.trim()}>
          {t('definition.save')}
        </Button>
        {children}
      </div>
    </form>
  );
}
