import { AimOutlined, EllipsisOutlined, SearchOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Segmented, Select, Tooltip, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';

import type { Zone } from '../api/types';
import type { WallSearch } from '../app/search';
import { say } from '../format/lang';
import { useWords } from '../words';
import { clampScale, ZOOMS, type Zoom } from './axis';
import type { Density } from './look';

const TYPING_MS = 220;

export interface FilterAnswers {
  change: (search: Partial<WallSearch>) => void;
  scale: (scale: number) => void;
  toToday: () => void;
  print: () => void;
  save: () => void;
}

export function Filters({
  zone,
  search,
  scale,
  density,
  count,
  answers,
}: {
  zone: Zone | undefined;
  search: WallSearch;
  scale: number;
  density: Density;
  count: string;
  answers: FilterAnswers;
}) {
  const { t, lang } = useWords();
  const { change } = answers;
  const choice = (list: readonly { value: string; label: string }[], key: 'unit' | 'sponsor' | 'stage') => (
    <Select
      className={`filter-${key}`}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t(`wall.${key}`)}
      aria-label={t(`wall.${key}`)}
      value={search[key]}
      onChange={(value: string | undefined) => change({ [key]: value })}
      options={[...list]}
      popupMatchSelectWidth={false}
    />
  );
  const named = (list: readonly { id: string; name: string }[] = []) =>
    list.map((one) => ({ value: one.id, label: one.name }));
  return (
    <div className="filters">
      <TextFilter value={search.text ?? ''} change={(text) => change({ text: text || undefined })} />
      {choice(named(zone?.units), 'unit')}
      {choice(named(zone?.sponsors), 'sponsor')}
      {choice((zone?.stages ?? []).map((stage) => ({ value: stage, label: stage })), 'stage')}
      <Select
        className="filter-group"
        aria-label={t('wall.group')}
        value={search.group ?? 'none'}
        onChange={(group) => change({ group: group === 'none' ? undefined : group })}
        options={(['none', 'unit', 'sponsor', 'stage', 'light'] as const).map((value) => ({
          value,
          label: t(`wall.groups.${value}`),
        }))}
        popupMatchSelectWidth={false}
      />
      <span className="filter-count" role="status">
        {count}
      </span>
      <span className="nav-room" />
      <ZoomControl scale={scale} change={answers.scale} toToday={answers.toToday} />
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...(['dense', 'regular', 'big'] as const).map((key) => ({
              key,
              label: `${t('wall.density')} · ${t(`wall.densities.${key}`)}`,
              disabled: key === density,
              onClick: () => change({ density: key }),
            })),
            { type: 'divider' as const },
            ...(zone?.rules ?? []).map((rule) => ({
              key: `rule-${rule.key}`,
              label: `${t('wall.rule')} · ${say(rule.name, lang)}`,
              disabled: search.rule ? search.rule === rule.key : rule.active,
              onClick: () => change({ rule: rule.active ? undefined : rule.key }),
            })),
            { type: 'divider' as const },
            { key: 'print', label: t('wall.print'), onClick: answers.print },
            { key: 'save', label: t('wall.svg'), onClick: answers.save },
          ],
        }}
      >
        <Button icon={<EllipsisOutlined />} aria-label={t('wall.more')} />
      </Dropdown>
    </div>
  );
}

function TextFilter({ value, change }: { value: string; change: (text: string) => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(value);
  const [known, setKnown] = useState(value);
  const input = useRef<InputRef>(null);
  if (known !== value) {
    setKnown(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => change(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value, change]);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.key !== '/' || target.closest('input, textarea, [contenteditable]')) return;
      event.preventDefault();
      input.current?.focus({ cursor: 'all' });
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  return (
    <Input
      ref={input}
      className="filter-text"
      allowClear
      prefix={<SearchOutlined />}
      placeholder={t('wall.search')}
      aria-label={t('wall.search')}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') setTyped('');
        if (event.key === 'Enter' || event.key === 'ArrowDown') {
          event.preventDefault();
          document.querySelector<HTMLElement>('.board-scroll')?.focus();
        }
      }}
    />
  );
}

function ZoomControl({
  scale,
  change,
  toToday,
}: {
  scale: number;
  change: (scale: number) => void;
  toToday: () => void;
}) {
  const { t } = useWords();
  const named = (Object.keys(ZOOMS) as Zoom[]).find((zoom) => Math.abs(ZOOMS[zoom] / scale - 1) < 0.01);
  return (
    <span className="zoom" role="group" aria-label={t('wall.zoom')}>
      <Tooltip title={t('wall.toToday')}>
        <Button type="text" icon={<AimOutlined />} aria-label={t('wall.toToday')} onClick={toToday} />
      </Tooltip>
      <Button type="text" icon={<ZoomOutOutlined />} aria-label={t('wall.zoomOut')} onClick={() => change(clampScale(scale / 1.4))} />
      <Segmented
        className="zoom-named"
        value={named ?? ''}
        onChange={(zoom) => zoom && change(ZOOMS[zoom as Zoom])}
        options={(Object.keys(ZOOMS) as Zoom[]).map((zoom) => ({ value: zoom, label: t(`wall.zooms.${zoom}`) }))}
      />
      <Button type="text" icon={<ZoomInOutlined />} aria-label={t('wall.zoomIn')} onClick={() => change(clampScale(scale * 1.4))} />
    </span>
  );
}
