// The board: the canvas, its keys, and its twin for those who do not see it.

import { useEffect, useImperativeHandle, useMemo, useRef, type KeyboardEvent, type Ref } from 'react';

import { browserMeasure, type Measure } from '../draw/measure';
import { dayOf, shortDate } from '../format/dates';
import { useWords, type T } from '../words';
import type { Axis } from './axis';
import type { Changes } from './changes';
import type { Line } from './lines';
import type { Look } from './look';
import type { SceneWords } from './scene';
import { gateLine, rowCells, rowLine } from './tell';
import { WallView } from './view';

export interface BoardHandle {
  toToday(): void;
  focus(): void;
}

interface Props {
  lines: readonly Line[];
  look: Look;
  axis: Axis;
  trueOn: string;
  changes?: Changes;
  active: number;
  /** Whether the active row's sheet is open. */
  opened: boolean;
  /** Whether the active row stays in the middle. */
  centred?: boolean;
  walk: (index: number) => void;
  open: (index: number) => void;
  close: () => void;
  scale: (scale: number) => void;
  ref?: Ref<BoardHandle>;
}

let shared: Measure | null = null;
export function measure(): Measure {
  return (shared ??= browserMeasure());
}

export function sceneWords(t: T, trueOn: string, lang: 'zh' | 'en'): SceneWords {
  return {
    no: t('wall.cols.no'),
    project: t('wall.cols.project'),
    unit: t('wall.cols.unit'),
    sponsor: t('wall.cols.sponsor'),
    stage: t('wall.cols.stage'),
    light: t('wall.cols.light'),
    money: t('wall.cols.money'),
    share: t('wall.cols.share'),
    today: shortDate(trueOn, lang),
    streak: (count) => t('wall.streak', { count }),
    items: (count) => t('wall.items', { count }),
    was: t('compare.was'),
    isNew: t('compare.moves.new'),
    moved: (count, size) => t(count > 0 ? 'compare.slippedBy' : 'compare.earlierBy', { days: size }),
  };
}

export function Board(props: Props) {
  const { lines, look, axis, trueOn, changes, active, opened, centred = false, ref } = props;
  const { t, lang } = useWords();
  const scroller = useRef<HTMLDivElement>(null);
  const sizer = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const tip = useRef<HTMLDivElement>(null);
  const view = useRef<WallView | null>(null);
  const latest = useRef({ props, t, lang });
  useEffect(() => {
    latest.current = { props, t, lang };
  });

  useEffect(() => {
    if (!scroller.current || !sizer.current || !canvas.current || !tip.current) return;
    const parts = {
      scroller: scroller.current,
      sizer: sizer.current,
      canvas: canvas.current,
      tip: tip.current,
    };
    const made = new WallView(parts, {
      open: (index) => latest.current.props.open(index),
      walk: (index) => latest.current.props.walk(index),
      scale: (scale) => latest.current.props.scale(scale),
      tell: (index, gate) => {
        const { props: now, t: words, lang: tongue } = latest.current;
        const line = now.lines[index];
        if (line?.kind !== 'row') return '';
        return gate ? gateLine(gate, words) : rowLine(line.row, tongue, words, now.changes);
      },
    });
    view.current = made;
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);

  const words = useMemo(() => sceneWords(t, trueOn, lang), [t, trueOn, lang]);
  useEffect(() => {
    view.current?.show({
      lines,
      look,
      axis,
      today: dayOf(trueOn),
      lang,
      active,
      opened,
      centred,
      changes,
      measure: measure(),
      words,
    });
  }, [lines, look, axis, trueOn, changes, lang, active, opened, centred, words]);

  useImperativeHandle(ref, () => ({
    toToday: () => view.current?.toDay(dayOf(latest.current.props.trueOn), 0.42),
    focus: () => scroller.current?.focus(),
  }));

  const key = (event: KeyboardEvent) => keyed(event, props, view.current);
  const near = lines[active]?.kind === 'row' ? `wall-row-${active}` : undefined;
  return (
    <div className="board">
      <div
        ref={scroller}
        className="board-scroll"
        role="grid"
        tabIndex={0}
        aria-label={t('wall.grid')}
        aria-rowcount={lines.length}
        aria-colcount={7}
        aria-activedescendant={near}
        onKeyDown={key}
      >
        <div ref={sizer} aria-hidden="true">
          <canvas ref={canvas} className="board-canvas" />
        </div>
        <Twin lines={lines} active={active} changes={changes} />
      </div>
      <div ref={tip} className="board-tip" hidden aria-hidden="true" />
    </div>
  );
}

function keyed(event: KeyboardEvent, props: Props, view: WallView | null): void {
  const { lines, active } = props;
  const page = view?.page() ?? 10;
  const moves: Record<string, number> = {
    ArrowDown: active + 1,
    ArrowUp: active - 1,
    PageDown: active + page,
    PageUp: active - page,
    Home: 0,
    End: lines.length - 1,
  };
  const to = moves[event.key];
  if (to !== undefined) {
    event.preventDefault();
    props.walk(landing(lines, Math.min(lines.length - 1, Math.max(0, to)), to < active ? -1 : 1));
  } else if (event.key === 'Enter' && lines[active]?.kind === 'row') {
    event.preventDefault();
    props.open(active);
  } else if (event.key === 'Escape') props.close();
}

/** The nearest row from `index` on, in the direction of travel; headings are passed over. */
export function landing(lines: readonly Line[], index: number, step: 1 | -1): number {
  for (let i = index; i >= 0 && i < lines.length; i += step) if (lines[i]?.kind === 'row') return i;
  for (let i = index; i >= 0 && i < lines.length; i -= step) if (lines[i]?.kind === 'row') return i;
  return -1;
}

const AROUND = 12;

/** The rows around the active one as a table in the page, out of sight. */
function Twin({ lines, active, changes }: { lines: readonly Line[]; active: number; changes?: Changes }) {
  const { t, lang } = useWords();
  const first = Math.max(0, active - AROUND);
  const some = lines.slice(first, Math.max(0, active) + AROUND + 1);
  return (
    <div role="rowgroup" className="sr twin">
      {some.map((line, offset) => {
        const index = first + offset;
        return (
          <div
            key={index}
            role="row"
            id={`wall-row-${index}`}
            aria-rowindex={index + 1}
            aria-selected={index === active}
            data-project={line.kind === 'row' ? line.row.id : undefined}
          >
            {line.kind === 'row' ? (
              rowCells(line.row, lang, t, changes).map((cell, column) => (
                <span key={column} role="gridcell">
                  {cell}
                </span>
              ))
            ) : (
              <span role="gridcell" aria-colspan={7}>
                {line.label} {t('wall.items', { count: line.count })}
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
