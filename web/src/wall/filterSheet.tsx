// The filters on a phone: search stays in sight, everything else is one tap away in a sheet.

import { FilterOutlined } from '@ant-design/icons';
import { Badge, Button, Drawer, Segmented, Select } from 'antd';
import { useState, type ReactNode } from 'react';

import { beside } from '../app/beside';
import { say } from '../format/lang';
import { useWords } from '../words';
import { CompareWith } from './compareBar';
import { Choice, CHOICES, DENSITIES, Group, TextFilter, ZoomControl, type FilterProps } from './filterParts';

export function FilterSheet({ zone, search, scale, density, count, answers }: FilterProps) {
  const { t, lang } = useWords();
  const { change } = answers;
  const [open, setOpen] = useState(false);
  const set = [search.unit, search.sponsor, search.stage, search.group, search.with].filter(Boolean).length;
  const active = zone?.rules.find((rule) => rule.active)?.key;
  const clear = { unit: undefined, sponsor: undefined, stage: undefined, text: undefined, light: undefined };
  return (
    <div className="filters">
      <TextFilter value={search.text ?? ''} change={(text) => change({ text: text || undefined })} />
      <Badge count={set} color="#12509b">
        <Button className="filter-open" icon={<FilterOutlined />} aria-expanded={open} onClick={() => setOpen(true)}>
          {t('wall.filters')}
        </Button>
      </Badge>
      <Drawer
        getContainer={beside}
        open={open}
        onClose={() => setOpen(false)}
        placement="bottom"
        size={560}
        title={`${t('wall.filters')} · ${count}`}
        className="filter-sheet"
        footer={
          <div className="filter-feet">
            <Button onClick={() => change({ ...clear, group: undefined, with: undefined, moved: undefined })}>
              {t('state.clear')}
            </Button>
            <Button type="primary" onClick={() => setOpen(false)}>
              {t('wall.showThem')}
            </Button>
          </div>
        }
      >
        <div className="filter-list">
          {CHOICES.map((of) => (
            <Field key={of} name={t(`wall.${of}`)}>
              <Choice of={of} zone={zone} search={search} change={change} />
            </Field>
          ))}
          <Field name={t('wall.group')}>
            <Group search={search} change={change} />
          </Field>
          <Field name={t('compare.with')}>
            <CompareWith zone={zone} search={search} change={change} />
          </Field>
          <Field name={t('wall.rule')}>
            <Select
              aria-label={t('wall.rule')}
              value={search.rule ?? active}
              onChange={(rule) => change({ rule: rule === active ? undefined : rule })}
              options={(zone?.rules ?? []).map((rule) => ({ value: rule.key, label: say(rule.name, lang) }))}
            />
          </Field>
          <Field name={t('wall.density')}>
            <Segmented
              block
              value={density}
              onChange={(value) => change({ density: value })}
              options={DENSITIES.map((value) => ({ value, label: t(`wall.densities.${value}`) }))}
            />
          </Field>
          <Field name={t('wall.zoom')}>
            <ZoomControl scale={scale} change={answers.scale} toToday={answers.toToday} />
          </Field>
          <div className="filter-feet">
            <Button onClick={answers.meet}>{t('meeting.enter')}</Button>
            <Button onClick={answers.save}>{t('wall.svg')}</Button>
          </div>
        </div>
      </Drawer>
    </div>
  );
}

function Field({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="filter-field">
      <span>{name}</span>
      {children}
    </div>
  );
}
