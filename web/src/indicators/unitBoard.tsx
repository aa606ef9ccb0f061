// 分单位总表: every indicator by every unit: light, completion against the time gone, half way.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { zoneQuery } from '../api/queries';
import type { BoardCell, UnitBoard } from '../api/types';
import { Empty, Failed, Loading } from '../app/states';
import { decimal, gap, gapFigure, percent } from '../format/figures';
import { say, type Lang } from '../format/lang';
import { LightShape } from '../light/lightMark';
import { lightWord } from '../light/light';
import { Clocks } from '../wall/clocks';
import { useWords, type T } from '../words';
import { unitBoardQuery } from './queries';
import { Sparkline } from './sparkline';

type Board = UnitBoard['board'];

export function UnitBoardPage() {
  const { t } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const answer = useQuery(unitBoardQuery({ known_at, true_on }));
  const board = answer.data?.board;
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <Link to="/indicators" search={{ known_at, true_on }} className="quiet-link">
            {t('indicators.title')}
          </Link>
          {` · ${t('unitBoard.title')}`}
        </h1>
        <Clocks
          zone={zone}
          moment={{ known_at, true_on }}
          trueOn={answer.data?.true_on ?? zone?.default_true_on}
          change={(moment) => void navigate({ to: '/indicators/units', search: { known_at: moment.known_at, true_on: moment.true_on }, replace: true })}
        />
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {board && board.rows.length === 0 && <Empty title={t('indicators.none')} how={t('indicators.noneHow')} />}
      {board && board.rows.length > 0 && (
        <div className="page-body">
          <Table board={board} />
        </div>
      )}
    </div>
  );
}

/** Which unit is behind in most, in one sentence. */
export function boardFinding(board: Board, t: T): string {
  const worst = [...board.units].sort((a, b) => b.behind - a.behind)[0];
  const counts = { units: board.units.length, total: board.rows.length };
  if (!worst || worst.behind === 0) return t('unitBoard.findingGood', counts);
  return t('unitBoard.finding', { ...counts, unit: worst.name, behind: worst.behind });
}

function Table({ board }: { board: Board }) {
  const { t, lang } = useWords();
  return (
    <>
      <p className="indicator-lead">{boardFinding(board, t)}</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('unitBoard.title')}>
        <table className="indicator-table unit-board">
          <thead>
            <tr>
              <th>{t('indicators.name')}</th>
              <th>{t('unitBoard.zone')}</th>
              {board.units.map((unit) => (
                <th key={unit.id}>
                  {unit.name}
                  {unit.behind > 0 && <small className="bad">{t('unitBoard.behind', { count: unit.behind })}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {board.rows.map((row) => (
              <tr key={row.id}>
                <th scope="row">
                  <Link to="/indicators/$id" params={{ id: row.id }} search={(now) => ({ known_at: now.known_at, true_on: now.true_on })}>
                    {say(row.name, lang)}
                  </Link>
                  <small>{say(row.measure, lang)}</small>
                  <Sparkline values={row.whole.recent} label={say(row.name, lang)} />
                </th>
                <Cell cell={row.whole} unit={t('unitBoard.zone')} name={say(row.name, lang)} lang={lang} />
                {row.units.map((cell, at) => (
                  <Cell key={board.units[at]?.id} cell={cell} unit={board.units[at]?.name ?? ''} name={say(row.name, lang)} lang={lang} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Cell({ cell, unit, name, lang }: { cell: BoardCell | null; unit: string; name: string; lang: Lang }) {
  const { t } = useWords();
  if (!cell) return <td className="board-none">—</td>;
  const share = (value: number | null) => `${Math.min(100, Math.max(0, (value ?? 0) / 100))}%`;
  const words = t('unitBoard.cell', { unit, name, done: decimal(cell.done), target: decimal(cell.target), completion: percent(cell.completion), gap: gap(cell.gap, lang) });
  const half = cell.half_way === null ? null : t(cell.half_way ? 'unitBoard.halfPassed' : 'unitBoard.halfMissed');
  return (
    <td title={`${lightWord(cell.colour, lang)} · ${words}`}>
      <div className="board-cell">
        <LightShape colour={cell.colour} />
        <b>{cell.completion === null ? decimal(cell.done) : percent(cell.completion)}</b>
        <span className={(cell.gap ?? 0) < 0 ? 'bad' : 'quiet-note'}>{gapFigure(cell.gap)}</span>
      </div>
      <span className="indicator-bar" aria-hidden="true">
        <i style={{ width: share(cell.completion) }} />
        <i className="mark" style={{ left: share(cell.time_share) }} />
        <i className="half" />
      </span>
      <small className={cell.half_way === false ? 'bad' : undefined}>
        {[half, cell.place === null ? null : t('unitBoard.place', { place: cell.place })].filter(Boolean).join(' · ')}
      </small>
    </td>
  );
}
