// 对照: what changed since another moment, in one line; each number picks its projects.

import { CloseOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';

import type { Comparison, Zone } from '../api/types';
import { FormError } from '../app/problems';
import type { WallSearch } from '../app/search';
import { days } from '../format/figures';
import { say } from '../format/lang';
import { useWords } from '../words';
import { MOVES, type Move } from './changes';
import { earlier, stopsOf } from './stops';

/** Chooses the moment to compare with; only those before the one shown. */
export function CompareWith({
  zone,
  search,
  change,
}: {
  zone: Zone | undefined;
  search: WallSearch;
  change: (search: Partial<WallSearch>) => void;
}) {
  const { t, lang } = useWords();
  const stops = zone ? earlier(stopsOf(zone), search.known_at) : [];
  const options = stops
    .map((stop) => ({ value: stop.known ?? 'latest', label: say(stop.label, lang) }))
    .reverse();
  return (
    <Select
      className="filter-with"
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      placeholder={t('compare.with')}
      aria-label={t('compare.with')}
      value={search.with}
      disabled={options.length === 0 && search.with === undefined}
      onChange={(value: string | undefined) => change({ with: value, moved: undefined })}
      options={options}
      popupMatchSelectWidth={false}
    />
  );
}

interface Props {
  comparison: Comparison | undefined;
  error: unknown;
  retry: () => void;
  name: string;
  move: Move | undefined;
  change: (search: Partial<WallSearch>) => void;
}

export function CompareBar({ comparison, error, retry, name, move, change }: Props) {
  const { t, lang } = useWords();
  return (
    <section className="compare-bar" aria-label={t('compare.title', { name })}>
      <b className="compare-name">{t('compare.title', { name })}</b>
      {comparison ? (
        <>
          <span className="quiet-note compare-dates">
            {comparison.then.true_on} → {comparison.now.true_on}
          </span>
          <span className="compare-moves" role="group" aria-label={t('compare.pick')}>
            {MOVES.map((one) => (
              <button
                key={one}
                type="button"
                className={`compare-move ${one}`}
                aria-pressed={move === one}
                disabled={comparison.counts[one] === 0}
                onClick={() => change({ moved: move === one ? undefined : one })}
              >
                {t(`compare.moves.${one}`)} <b>{comparison.counts[one]}</b>
              </button>
            ))}
          </span>
          {comparison.counts.median_days !== null && (
            <span className="quiet-note">
              {t('compare.median', { days: days(comparison.counts.median_days, lang) })}
            </span>
          )}
          {comparison.then.rule.key !== comparison.now.rule.key && (
            <span className="quiet-note">
              {t('compare.rules', { then: say(comparison.then.rule.name, lang), now: say(comparison.now.rule.name, lang) })}
            </span>
          )}
        </>
      ) : error ? (
        <>
          <FormError error={error} />
          <Button size="small" onClick={retry}>
            {t('state.retry')}
          </Button>
        </>
      ) : (
        <span className="quiet-note" role="status">
          {t('state.loading')}
        </span>
      )}
      <span className="nav-room" />
      <Button
        type="text"
        icon={<CloseOutlined />}
        aria-label={t('compare.leave')}
        title={t('compare.leave')}
        onClick={() => change({ with: undefined, moved: undefined })}
      />
    </section>
  );
}
