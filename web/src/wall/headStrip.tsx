// The first thing one sees: time gone against work done, then the lights.

import { Tooltip } from 'antd';

import type { Colour, Currency, WallHead } from '../api/types';
import { gap, money, percent } from '../format/figures';
import { say } from '../format/lang';
import { COLOURS, lightWord } from '../light/light';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';

export function HeadStrip({
  head,
  currency,
  shown,
  toggle,
}: {
  head: WallHead;
  currency: Currency | undefined;
  shown: ReadonlySet<Colour>;
  toggle: (colour: Colour) => void;
}) {
  const { t, lang } = useWords();
  // The page says which money it is, unless it is the one everybody here means.
  const of = currency && currency !== 'CNY' ? ` (${t(`money.${currency}`)})` : '';
  return (
    <div className="strip">
      <Pace head={head} />
      <dl className="strip-money">
        <div>
          <dt>
            {t('wall.reported')}
            {of}
          </dt>
          <dd>{money(head.reported_ytd, lang)}</dd>
        </div>
        <div>
          <dt>
            {t('wall.plan')}
            {of}
          </dt>
          <dd>{money(head.year_plan, lang)}</dd>
        </div>
      </dl>
      <div className="lights" role="group" aria-label={t('wall.cols.light')}>
        {COLOURS.map((colour) => (
          <button
            key={colour}
            type="button"
            className="light-button"
            aria-pressed={shown.has(colour)}
            onClick={() => toggle(colour)}
          >
            <LightShape colour={colour} size={16} />
            <span>{lightWord(colour, lang)}</span>
            <b>{head.counts[colour]}</b>
          </button>
        ))}
      </div>
      <Tooltip title={head.provisional_year ? t('page.provisional', { year: head.provisional_year }) : ''}>
        <span className="strip-rule">
          {t('page.rule')} · {say(head.rule.name, lang)} {t('page.version', { version: head.rule.version })}
          {head.provisional_year ? ' *' : ''}
        </span>
      </Tooltip>
    </div>
  );
}

function Pace({ head }: { head: WallHead }) {
  const { t, lang } = useWords();
  const { time_share: time, work_share: work } = head;
  const difference = work === null ? null : work - time;
  const word =
    difference === null
      ? ''
      : difference === 0
        ? t('wall.even')
        : t(difference < 0 ? 'wall.behind' : 'wall.ahead', {
            gap: gap(Math.abs(difference), lang).replace(/^\+/, ''),
          });
  const width = (share: number | null) => `${Math.min(100, Math.max(0, (share ?? 0) / 100))}%`;
  return (
    <div className="pace">
      <div className="pace-line">
        <span className="pace-name">{t('wall.gone')}</span>
        <span className="pace-track" aria-hidden="true">
          <i className="pace-time" style={{ width: width(time) }} />
        </span>
        <b>{percent(time)}</b>
      </div>
      <div className="pace-line">
        <Tooltip title={t('wall.doneHelp')}>
          <span className="pace-name">{t('wall.done')}</span>
        </Tooltip>
        <span className="pace-track" aria-hidden="true">
          <i className="pace-work" style={{ width: width(work) }} />
          <i className="pace-mark" style={{ left: width(time) }} />
        </span>
        <b>{percent(work)}</b>
      </div>
      <span className={difference !== null && difference < 0 ? 'pace-gap behind' : 'pace-gap'}>{word}</span>
    </div>
  );
}
