// The two clocks: what was known at a moment, what was true on a date.

import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, DatePicker, Select, Slider, Tooltip } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useMemo, useRef, useState } from 'react';

import type { Zone } from '../api/types';
import type { MomentSearch } from '../app/search';
import { say } from '../format/lang';
import { useWords } from '../words';
import { stopsOf } from './stops';

export function Clocks({
  zone,
  moment,
  trueOn,
  change,
}: {
  zone: Zone | undefined;
  moment: MomentSearch;
  trueOn: string | undefined;
  change: (moment: MomentSearch) => void;
}) {
  const { t, lang } = useWords();
  const stops = useMemo(() => (zone ? stopsOf(zone) : []), [zone]);
  const [dragged, setDragged] = useState<number | null>(null);
  const last = stops.length - 1;
  const found = stops.findIndex((stop) => stop.known === moment.known_at);
  const index = moment.known_at === undefined ? last : found;
  const past = moment.known_at !== undefined || moment.true_on !== undefined;
  const go = (to: number) => {
    const stop = stops[to];
    if (!stop) return;
    // A mark's own date comes with it; the other clock can then be moved alone.
    change({ known_at: stop.known, true_on: stop.known ? (stop.date ?? undefined) : undefined });
  };
  useMarkKeys((step) => go((index < 0 ? last : index) + step));
  const shown = dragged ?? index;
  const label = stops[shown] ? say(stops[shown].label, lang) : (moment.known_at ?? '');
  return (
    <div className={past ? 'clocks past' : 'clocks'}>
      <Tooltip title={t('moment.knownHelp')}>
        <span className="clock-name">{t('moment.known')}</span>
      </Tooltip>
      <Button size="small" type="text" icon={<LeftOutlined />} aria-label={t('moment.earlier')} title={t('moment.keys')}
        disabled={index === 0} onClick={() => go(index < 0 ? last - 1 : index - 1)} />
      {last > 0 && (
        <Slider
          className="clock-slider"
          min={0}
          max={last}
          value={shown < 0 ? last : shown}
          onChange={setDragged}
          onChangeComplete={(to) => {
            setDragged(null);
            go(to);
          }}
          tooltip={{ formatter: (at) => say(stops[at ?? last]?.label, lang), placement: 'bottom' }}
          ariaLabelForHandle={t('moment.known')}
          ariaValueTextFormatterForHandle={(at) => say(stops[at]?.label, lang)}
        />
      )}
      <Button size="small" type="text" icon={<RightOutlined />} aria-label={t('moment.later')} title={t('moment.keys')}
        disabled={index === last} onClick={() => go(index + 1)} />
      <Select
        className="clock-select"
        size="small"
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('moment.search')}
        value={shown < 0 ? label : shown}
        onChange={(to) => go(Number(to))}
        popupMatchSelectWidth={false}
        options={stops
          .map((stop, at) => ({ value: at, label: say(stop.label, lang) }))
          .reverse()}
      />
      <Tooltip title={t('moment.trueHelp')}>
        <span className="clock-name">{t('moment.true')}</span>
      </Tooltip>
      <DatePicker
        className="clock-date"
        size="small"
        allowClear={false}
        aria-label={t('moment.true')}
        value={trueOn ? dayjs(trueOn) : null}
        onChange={(date) =>
          change({ ...moment, true_on: date ? date.format('YYYY-MM-DD') : undefined })
        }
      />
      {past && (
        <Button size="small" type="primary" onClick={() => change({})}>
          {t('moment.back')}
        </Button>
      )}
    </div>
  );
}

/** `[` and `]` go from mark to mark wherever one is on the page, but not while one types. */
function useMarkKeys(step: (by: 1 | -1) => void): void {
  const latest = useRef(step);
  useEffect(() => {
    latest.current = step;
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, textarea, [contenteditable]')) return;
      if (event.key === '[') latest.current(-1);
      else if (event.key === ']') latest.current(1);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
}
