// The parts of the filters, which a desk shows in a line and a phone in a sheet.

import { AimOutlined, SearchOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { Button, Input, Segmented, Select, Tooltip, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';

import type { Zone } from '../api/types';
import type { WallSearch } from '../app/search';
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
  meet: () => void;
}

export interface FilterProps {
  zone: Zone | undefined;
  search: WallSearch;
  scale: number;
  density: Density;
  count: string;
  answers: FilterAnswers;
}

export const CHOICES = ['unit', 'sponsor', 'stage'] as const;
export const DENSITIES: readonly Density[] = ['dense', 'regular', 'big'];

/** Unit, sponsor or stage. */
export function Choice({ zone, search, of, change }: Pick<FilterProps, 'zone' | 'search'> & {
  of: (typeof CHOICES)[number];
  change: FilterAnswers['change'];
}) {
  const { t } = useWords();
  const options = {
    unit: (zone?.units ?? []).map((one) => ({ value: one.id, label: one.name })),
    sponsor: (zone?.sponsors ?? []).map((one) => ({ value: one.id, label: one.name })),
    stage: (zone?.stages ?? []).map((stage) => ({ value: stage, label: stage })),
  }[of];
  return (
    <Select
      className={`filter-${of}`}
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t(`wall.${of}`)}
      aria-label={t(`wall.${of}`)}
      value={search[of]}
      onChange={(value: string | undefined) => change({ [of]: value })}
      options={options}
      popupMatchSelectWidth={false}
    />
  );
}

export function Group({ search, change }: Pick<FilterProps, 'search'> & { change: FilterAnswers['change'] }) {
  const { t } = useWords();
  return (
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
  );
}

export function TextFilter({ value, change }: { value: string; change: (text: string) => void }) {
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

export function ZoomControl({
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
