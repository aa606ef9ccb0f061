// 会议模式: only the wall, larger, and one project at a time with its three facts.

import { CloseOutlined, FullscreenOutlined, LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useMemo, useRef, type KeyboardEvent } from 'react';

import { sheetQuery } from '../api/queries';
import type { Wall } from '../api/types';
import type { WallSearch } from '../app/search';
import { useSize } from '../app/useSize';
import { percent } from '../format/figures';
import { COLOURS, lightWord } from '../light/light';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';
import { axisOf, ownScale } from './axis';
import { Board, type BoardHandle } from './board';
import { lookFor } from './look';
import { MeetingProject } from './meetingProject';
import type { WallData } from './wallData';

interface Props {
  wall: Wall;
  data: WallData;
  search: WallSearch;
  change: (search: Partial<WallSearch>) => void;
  /** Back to the meeting whose agenda is gone through. */
  back?: () => void;
}

/** Keys of the board and of a presenter's remote control. */
const STEPS: Record<string, number> = {
  ArrowDown: 1, ArrowRight: 1, PageDown: 1, ' ': 1, Enter: 1,
  ArrowUp: -1, ArrowLeft: -1, PageUp: -1, Backspace: -1,
};

export function Meeting({ wall, data, search, change, back }: Props) {
  const { t, lang } = useWords();
  const { rows, lines, changes } = data;
  const box = useRef<HTMLDivElement>(null);
  const board = useRef<BoardHandle>(null);
  const [frame, size] = useSize<HTMLDivElement>();
  const at = Math.max(0, rows.findIndex((row) => row.id === search.p));
  const row = rows[at];
  const go = (to: number) => {
    const next = rows[Math.min(rows.length - 1, Math.max(0, to))];
    if (next) change({ p: next.id });
  };
  const leave = () => {
    if (document.fullscreenElement) void document.exitFullscreen();
    if (back) back();
    else change({ meet: undefined, p: undefined });
  };
  useFullscreenEnd(leave);
  useEffect(() => box.current?.focus(), []);

  const key = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    // A focused button keeps its own keys.
    const onButton = (event.target as HTMLElement).closest('button') !== null;
    if (onButton && (event.key === ' ' || event.key === 'Enter')) return;
    if (step !== undefined) go(at + step);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(rows.length - 1);
    else if (event.key === 'Escape') leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const unit = size.width >= 2000 ? 1.6 : 1.25;
  const look = useMemo(() => lookFor(size.width, unit > 1.5 || size.width >= 1100 ? 'big' : 'regular', lang), [size.width, unit, lang]);
  const scale = search.scale ?? ownScale(wall.head.span, size.width - look.left, look.metrics.unit);
  const axis = useMemo(() => axisOf(wall.head.span, scale), [wall.head.span, scale]);
  const active = row ? lines.findIndex((line) => line.kind === 'row' && line.row.id === row.id) : -1;
  const { known_at, true_on, rule } = search;
  const sheetOf = (id: string | undefined) => ({
    ...sheetQuery(id ?? '', { known_at, true_on, rule }),
    enabled: id !== undefined,
  });
  const sheet = useQuery(sheetOf(row?.id));
  // The next one is there before it is called up.
  useQuery(sheetOf(rows[at + 1]?.id));
  return (
    <div className="meeting" ref={box} tabIndex={-1} onKeyDownCapture={key} role="region" aria-label={t('meeting.title')}>
      <header className="meeting-head">
        <h1>{wall.head.zone}</h1>
        <span>{t('meeting.on', { date: wall.head.true_on })}</span>
        <span className="meeting-pace">
          {t('wall.gone')} <b>{percent(wall.head.time_share)}</b>
        </span>
        <span className="meeting-pace">
          {t('wall.done')} <b>{percent(wall.head.work_share)}</b>
        </span>
        <span className="meeting-lights">
          {COLOURS.map((colour) => (
            <span key={colour} className="light" title={lightWord(colour, lang)}>
              <LightShape colour={colour} size={18} />
              <b>{wall.head.counts[colour]}</b>
              <span className="sr">{lightWord(colour, lang)}</span>
            </span>
          ))}
        </span>
        <span className="nav-room" />
        <span className="meeting-turn">
          <Button icon={<LeftOutlined />} aria-label={t('meeting.previous')} title={t('meeting.previous')} disabled={at === 0} onClick={() => go(at - 1)} />
          <b className="meeting-place" role="status">
            {rows.length === 0 ? '0' : at + 1} / {rows.length}
          </b>
          <Button icon={<RightOutlined />} aria-label={t('meeting.next')} title={t('meeting.next')} disabled={at >= rows.length - 1} onClick={() => go(at + 1)} />
          <Button icon={<FullscreenOutlined />} aria-label={t('meeting.full')} title={t('meeting.full')} onClick={() => void document.documentElement.requestFullscreen?.().catch(() => undefined)} />
          <Button icon={<CloseOutlined />} title={t('meeting.leaveKey')} onClick={leave}>
            {t('meeting.leave')}
          </Button>
        </span>
      </header>
      <div className="meeting-board" ref={frame}>
        {size.width > 0 && lines.length > 0 && (
          <Board
            ref={board}
            lines={lines}
            look={look}
            axis={axis}
            trueOn={wall.head.true_on}
            changes={changes}
            active={active}
            opened
            centred
            walk={(index) => {
              const line = lines[index];
              if (line?.kind === 'row') change({ p: line.row.id });
            }}
            open={(index) => {
              const line = lines[index];
              if (line?.kind === 'row') change({ p: line.row.id });
            }}
            close={leave}
            scale={(next) => change({ scale: Math.round(next * 1000) / 1000 })}
          />
        )}
      </div>
      {row ? (
        <MeetingProject row={row} change={changes?.get(row.id)} sheet={sheet} today={wall.head.true_on} />
      ) : (
        <p className="meeting-none">{t('state.emptyFilter')}</p>
      )}
    </div>
  );
}

/** The browser takes Escape for itself while it fills the screen: leaving that ends the meeting. */
function useFullscreenEnd(end: () => void): void {
  const latest = useRef(end);
  useEffect(() => {
    latest.current = end;
  });
  useEffect(() => {
    const hear = () => {
      if (!document.fullscreenElement) latest.current();
    };
    document.addEventListener('fullscreenchange', hear);
    return () => document.removeEventListener('fullscreenchange', hear);
  }, []);
}
