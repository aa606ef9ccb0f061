// 挂图: the page. What it shows is in its address; the board draws it.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useMemo, useRef, useState, type ReactNode } from 'react';

import { wallQuery, zoneQuery } from '../api/queries';
import type { Colour, Wall, Zone } from '../api/types';
import type { WallSearch } from '../app/search';
import { Empty, Failed, Loading } from '../app/states';
import { useSize } from '../app/useSize';
import { dayOf } from '../format/dates';
import { COLOURS, lightWord } from '../light/light';
import { Drawer } from '../project/drawer';
import { useWords } from '../words';
import { Attention } from './attention';
import { axisOf, ownScale } from './axis';
import { Board, measure, sceneWords, type BoardHandle } from './board';
import { Clocks } from './clocks';
import { Filters } from './filters';
import { HeadStrip } from './headStrip';
import { Legend } from './legend';
import { linesOf, type Line } from './lines';
import { densityFor, lookFor } from './look';
import { printSvg, saveFile, wallSvg } from './paper';

const ROOM_FOR_ATTENTION = 1180;
const NO_SPAN: readonly string[] = [];

export function WallPage() {
  const { t } = useWords();
  const search = useSearch({ from: '/shell/wall' });
  const navigate = useNavigate();
  const change = useCallback(
    (next: Partial<WallSearch>) =>
      void navigate({ to: '/wall', search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const { known_at, true_on, unit, sponsor, stage, text, rule } = search;
  const zone = useQuery(zoneQuery).data;
  const wall = useQuery(wallQuery({ known_at, true_on, unit, sponsor, stage, text, rule }));
  const shown = useMemo(() => coloursOf(search.light), [search.light]);
  const lines = useLines(wall.data, zone, search, shown);
  const open = useCallback((p: string | undefined) => change({ p }), [change]);

  // The page stands before its data is there: only the board waits.
  const head = wall.data?.head;
  const toggle = (colour: Colour) => {
    const next = COLOURS.filter((one) => (one === colour ? !shown.has(one) : shown.has(one)));
    change({ light: next.length === 0 ? undefined : next.join(',') });
  };
  const visible = lines.flatMap((line) => (line.kind === 'row' ? [line.row] : []));
  return (
    <div className="page wall-page">
      <header className="page-head">
        <h1>{t('wall.title')}</h1>
        <Clocks
          zone={zone}
          moment={{ known_at, true_on }}
          trueOn={head?.true_on ?? true_on ?? zone?.default_true_on}
          change={(moment) => change({ known_at: moment.known_at, true_on: moment.true_on })}
        />
      </header>
      {head && <HeadStrip head={head} currency={zone?.currency} shown={shown} toggle={toggle} />}
      <Body
        wall={wall.data}
        fault={wall.isError && !wall.data ? wall.error : null}
        retry={() => void wall.refetch()}
        zone={zone}
        search={search}
        lines={lines}
        count={head ? t('wall.of', { shown: visible.length, total: head.projects_total }) : ''}
        change={change}
        side={
          search.p ? (
            <Drawer id={search.p} moment={{ known_at, true_on }} close={() => open(undefined)} />
          ) : (
            <Attention rows={visible} open={open} />
          )
        }
      />
    </div>
  );
}

function coloursOf(light: string | undefined): ReadonlySet<Colour> {
  const asked = new Set(light?.split(',') ?? []);
  return new Set(COLOURS.filter((colour) => asked.has(colour)));
}

function useLines(
  wall: Wall | undefined,
  zone: Zone | undefined,
  search: WallSearch,
  shown: ReadonlySet<Colour>,
): Line[] {
  const { t, lang } = useWords();
  const group = search.group ?? 'none';
  return useMemo(() => {
    const rows = (wall?.rows ?? []).filter((row) => shown.size === 0 || shown.has(row.light.colour));
    const order = {
      none: [],
      unit: (zone?.units ?? []).map((one) => one.name),
      sponsor: (zone?.sponsors ?? []).map((one) => one.name),
      stage: zone?.stages ?? [],
      light: COLOURS.map((colour) => lightWord(colour, lang)),
    }[group];
    return linesOf(rows, group, order, t('wall.nameless'), (colour) => lightWord(colour, lang));
  }, [wall, zone, group, shown, lang, t]);
}

interface BodyProps {
  wall: Wall | undefined;
  fault: unknown;
  retry: () => void;
  zone: Zone | undefined;
  search: WallSearch;
  lines: Line[];
  count: string;
  change: (search: Partial<WallSearch>) => void;
  side: ReactNode;
}

function Body({ wall, fault, retry, zone, search, lines, count, change, side }: BodyProps) {
  const { t, lang } = useWords();
  const [frame, size] = useSize<HTMLDivElement>();
  const board = useRef<BoardHandle>(null);
  const [walked, setWalked] = useState(0);
  const wide = size.width >= ROOM_FOR_ATTENTION;
  const density = search.density ?? densityFor(window.innerWidth);
  const boardWidth = size.width - (wide || search.p ? sideWidth(size.width, search.p !== undefined) : 0);
  const look = useMemo(() => lookFor(boardWidth, density, lang), [boardWidth, density, lang]);
  const span = wall?.head.span ?? NO_SPAN;
  const scale = search.scale ?? ownScale(span, boardWidth - look.left, look.metrics.unit);
  const axis = useMemo(() => axisOf(span, scale), [span, scale]);
  const opened = lines.findIndex((line) => line.kind === 'row' && line.row.id === search.p);
  const active = opened >= 0 ? opened : Math.min(walked, lines.length - 1);
  const trueOn = wall?.head.true_on ?? '';
  const title = `${wall?.head.zone ?? ''} ${t('wall.title')} ${trueOn}`;
  const svg = () => {
    const sheet = { lines, look, axis, today: dayOf(trueOn), lang, measure: measure(), words: sceneWords(t, trueOn, lang) };
    return wallSvg(sheet, title);
  };
  const idAt = (index: number) => {
    const line = lines[index];
    return line?.kind === 'row' ? line.row.id : undefined;
  };
  const filtered = Boolean(search.unit || search.sponsor || search.stage || search.text || search.light);
  return (
    <>
      <Filters
        zone={zone}
        search={search}
        scale={scale}
        density={density}
        count={count}
        answers={{
          change,
          scale: (next) => change({ scale: round(next) }),
          toToday: () => board.current?.toToday(),
          print: () => printSvg(svg()),
          save: () => saveFile(svg(), `${title}.svg`, 'image/svg+xml'),
        }}
      />
      <div className={search.p ? 'wall-body open' : 'wall-body'} ref={frame}>
        {!wall ? (
          fault ? (
            <Failed error={fault} retry={retry} />
          ) : (
            <Loading />
          )
        ) : lines.length === 0 ? (
          <Nothing filtered={filtered} clear={() => change({ unit: undefined, sponsor: undefined, stage: undefined, text: undefined, light: undefined })} />
        ) : (
          size.width > 0 && (
            <Board
              ref={board}
              lines={lines}
              look={look}
              axis={axis}
              trueOn={trueOn}
              active={active}
              opened={opened >= 0}
              walk={(index) => {
                setWalked(index);
                if (search.p) change({ p: idAt(index) });
              }}
              open={(index) => {
                setWalked(index);
                change({ p: idAt(index) });
              }}
              close={() => search.p && change({ p: undefined })}
              scale={(next) => change({ scale: round(next) })}
            />
          )
        )}
        {wall && (wide || search.p) && side}
      </div>
      <Legend />
    </>
  );
}

/** The same widths as in wall.css. */
function sideWidth(width: number, open: boolean): number {
  if (open) return width < 900 ? 0 : Math.min(900, Math.max(440, width * 0.36));
  return Math.min(560, Math.max(248, width * 0.18));
}

function round(scale: number): number {
  return Math.round(scale * 1000) / 1000;
}

function Nothing({ filtered, clear }: { filtered: boolean; clear: () => void }) {
  const { t } = useWords();
  if (!filtered) return <Empty title={t('state.emptyWall')} how={t('state.emptyWallHow')} />;
  return (
    <Empty title={t('state.emptyFilter')} how={t('state.emptyFilterHow')}>
      <Button onClick={clear}>{t('state.clear')}</Button>
    </Empty>
  );
}
