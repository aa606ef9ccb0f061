// 主要指标: each target against the time gone, its light, its course.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { sessionQuery, zoneQuery } from '../api/queries';
import type { IndicatorTile } from '../api/types';
import { Empty, Failed, Loading } from '../app/states';
import { monthOf } from '../format/dates';
import { decimal, gap, gapFigure, percent } from '../format/figures';
import { say, type Lang } from '../format/lang';
import { Light } from '../light/lightMark';
import { Clocks } from '../wall/clocks';
import { useWords, type T } from '../words';
import { indicatorsQuery } from './queries';
import { Sparkline } from './sparkline';

export function IndicatorsPage() {
  const { t } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const board = useQuery(indicatorsQuery({ known_at, true_on }));
  const may = useQuery(sessionQuery).data?.may;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('indicators.title')}</h1>
        <Clocks
          zone={zone}
          moment={{ known_at, true_on }}
          trueOn={board.data?.true_on ?? zone?.default_true_on}
          change={(moment) =>
            void navigate({
              to: '/indicators',
              search: { known_at: moment.known_at, true_on: moment.true_on },
              replace: true,
            })
          }
        />
      </header>
      {board.isPending && <Loading />}
      {board.isError && !board.data && <Failed error={board.error} retry={() => void board.refetch()} />}
      {board.data?.tiles.length === 0 && (
        <Empty title={t('indicators.none')} how={t('indicators.noneHow')}>
          {may?.includes('keep_indicators') && (
            <Link to="/indicators/new" search={(now) => ({ known_at: now.known_at, true_on: now.true_on })}>
              {t('definition.add')}
            </Link>
          )}
        </Empty>
      )}
      {board.data && board.data.tiles.length > 0 && (
        <div className="page-body">
          <Table tiles={board.data.tiles} />
        </div>
      )}
    </div>
  );
}

/** The finding in one sentence: how many are behind, and which is worst. */
export function finding(tiles: readonly IndicatorTile[], lang: Lang, t: T): string {
  const behind = tiles.filter((tile) => (tile.gap ?? 0) < 0);
  const worst = [...behind].sort((a, b) => (a.gap ?? 0) - (b.gap ?? 0))[0];
  if (!worst) return t('indicators.summaryGood', { total: tiles.length });
  return t('indicators.summaryBehind', {
    total: tiles.length,
    behind: behind.length,
    name: say(worst.name, lang),
    gap: gap(worst.gap, lang),
  });
}

function Table({ tiles }: { tiles: readonly IndicatorTile[] }) {
  const { t, lang } = useWords();
  const may = useQuery(sessionQuery).data?.may;
  return (
    <>
      <p className="indicator-lead">
        {finding(tiles, lang, t)}{' '}
        <Link to="/indicators/honesty" search={(now) => ({ known_at: now.known_at, true_on: now.true_on })} className="honesty-link">
          {t('honesty.open')}
        </Link>{' '}
        <Link to="/indicators/units" search={(now) => ({ known_at: now.known_at, true_on: now.true_on })} className="honesty-link figures-link">
          {t('unitBoard.open')}
        </Link>{' '}
        {may?.includes('keep_indicators') && (
          <>
            <Link to="/indicators/figures" search={(now) => ({ known_at: now.known_at, true_on: now.true_on })} className="honesty-link figures-link">
              {t('figures.open')}
            </Link>{' '}
            <Link to="/indicators/new" search={(now) => ({ known_at: now.known_at, true_on: now.true_on })} className="honesty-link figures-link">
              {t('definition.add')} →
            </Link>
          </>
        )}
      </p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('indicators.title')}>
        <table className="indicator-table">
          <thead>
            <tr>
              <th>{t('indicators.name')}</th>
              <th>{t('indicators.light')}</th>
              <th className="number wide">{t('indicators.target')}</th>
              <th className="number wide">{t('indicators.done')}</th>
              <th className="month">{t('indicators.month')}</th>
              <th className="number">{t('indicators.completion')}</th>
              <th className="number time">{t('indicators.time')}</th>
              <th className="number">{t('indicators.gap')}</th>
              <th className="trend">{t('indicators.trend')}</th>
            </tr>
          </thead>
          <tbody>
            {tiles.map((tile) => (
              <Row key={tile.id} tile={tile} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Row({ tile }: { tile: IndicatorTile }) {
  const { t, lang } = useWords();
  const name = say(tile.name, lang);
  const last = tile.recent[tile.recent.length - 1];
  const share = (value: number | null) => `${Math.min(100, Math.max(0, (value ?? 0) / 100))}%`;
  return (
    <tr>
      <th scope="row">
        <Link to="/indicators/$id" params={{ id: tile.id }} search={(now) => ({ known_at: now.known_at, true_on: now.true_on })}>
          {name}
        </Link>
        <small>{say(tile.measure, lang)}</small>
      </th>
      <td>
        <Light colour={tile.colour} lang={lang} />
      </td>
      <td className="number wide">{decimal(tile.target)}</td>
      <td className="number wide">{decimal(tile.done)}</td>
      <td className="month">{monthOf(tile.month, lang)}</td>
      <td className="number">
        {percent(tile.completion)}
        <span className="indicator-bar" aria-hidden="true">
          <i style={{ width: share(tile.completion) }} />
          <i className="mark" style={{ left: share(tile.time_share) }} />
        </span>
        <small className="narrow">
          {decimal(tile.done)} / {decimal(tile.target)}
        </small>
      </td>
      <td className="number time">{percent(tile.time_share)}</td>
      <td className={(tile.gap ?? 0) < 0 ? 'number bad' : 'number'}>{gapFigure(tile.gap)}</td>
      <td className="trend">
        <Sparkline values={tile.recent} label={`${name}：${t('indicators.from', { from: decimal(tile.recent[0]), last: decimal(last) })}`} />
      </td>
    </tr>
  );
}
