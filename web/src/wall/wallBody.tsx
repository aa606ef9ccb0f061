// The board between its filters and its legend, with what stands beside it.

import { Button } from 'antd';
import { useMemo, useRef, useState, type ReactNode } from 'react';

import type { WallSearch } from '../app/search';
import { Empty, Failed, Loading } from '../app/states';
import { useMedia } from '../app/useMedia';
import { useSize } from '../app/useSize';
import { dayOf } from '../format/dates';
import { useWords } from '../words';
import { axisOf, ownScale } from './axis';
import { Board, measure, sceneWords, type BoardHandle } from './board';
import type { FilterAnswers } from './filterParts';
import { Filters } from './filters';
import { FilterSheet } from './filterSheet';
import { Legend } from './legend';
import type { Line } from './lines';
import { densityFor, lookFor } from './look';
import { printSvg, saveFile, wallSvg } from './paper';
import type { WallData } from './wallData';

const ROOM_FOR_ATTENTION = 1180;
const NO_SPAN: readonly string[] = [];

interface Props {
  data: WallData;
  search: WallSearch;
  lines: Line[];
  count: string;
  change: (search: Partial<WallSearch>) => void;
  side: ReactNode;
  children: ReactNode;
}

export function WallBody({ data, search, lines, count, change, side, children }: Props) {
  const { t, lang } = useWords();
  const { zone, changes } = data;
  const wall = data.wall.data;
  const phone = useMedia('(max-width: 640px)');
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
    const sheet = { lines, look, axis, changes, today: dayOf(trueOn), lang, measure: measure(), words: sceneWords(t, trueOn, lang) };
    return wallSvg(sheet, title);
  };
  const idAt = (index: number) => {
    const line = lines[index];
    return line?.kind === 'row' ? line.row.id : undefined;
  };
  const filtered = Boolean(search.unit || search.sponsor || search.stage || search.text || search.light || search.moved);
  const answers: FilterAnswers = {
    change,
    scale: (next) => change({ scale: round(next) }),
    toToday: () => board.current?.toToday(),
    print: () => printSvg(svg()),
    save: () => saveFile(svg(), `${title}.svg`, 'image/svg+xml'),
    meet: () => change({ meet: true, p: idAt(active) ?? firstId(lines) }),
  };
  const filters = { zone, search, scale, density, count, answers };
  return (
    <>
      {phone ? <FilterSheet {...filters} /> : <Filters {...filters} />}
      {children}
      <div className={search.p ? 'wall-body open' : 'wall-body'} ref={frame}>
        {!wall ? (
          data.wall.isError ? (
            <Failed error={data.wall.error} retry={() => void data.wall.refetch()} />
          ) : (
            <Loading />
          )
        ) : lines.length === 0 ? (
          <Nothing filtered={filtered} clear={() => change({ unit: undefined, sponsor: undefined, stage: undefined, text: undefined, light: undefined, moved: undefined })} />
        ) : (
          size.width > 0 && (
            <Board
              ref={board}
              lines={lines}
              look={look}
              axis={axis}
              trueOn={trueOn}
              changes={changes}
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

function firstId(lines: readonly Line[]): string | undefined {
  const first = lines.find((line) => line.kind === 'row');
  return first?.kind === 'row' ? first.row.id : undefined;
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
