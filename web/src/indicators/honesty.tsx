// 兑现: what was said of a year's end and promised for a month, against what came.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { zoneQuery } from '../api/queries';
import type { Honesty, Promised, Said, Score, UnitHabit } from '../api/types';
import { Empty, Failed, Loading } from '../app/states';
import { monthOf } from '../format/dates';
import { chance, decimal, gapFigure, percent } from '../format/figures';
import { say, type Lang } from '../format/lang';
import { Clocks } from '../wall/clocks';
import { useWords, type T } from '../words';
import { honestyQuery } from './queries';
import { Reliability } from './reliability';

export function HonestyPage() {
  const { t, lang } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const answer = useQuery(honestyQuery({ known_at, true_on }));
  const found = answer.data?.honesty;
  const nothing = found && found.said.length + found.unit_said.length + found.promises.length === 0;
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <Link to="/indicators" search={{ known_at, true_on }} className="quiet-link">
            {t('indicators.title')}
          </Link>
          {` · ${t('honesty.title')}`}
        </h1>
        <Clocks
          zone={zone}
          moment={{ known_at, true_on }}
          trueOn={answer.data?.true_on ?? zone?.default_true_on}
          change={(moment) =>
            void navigate({
              to: '/indicators/honesty',
              search: { known_at: moment.known_at, true_on: moment.true_on },
              replace: true,
            })
          }
        />
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {nothing && <Empty title={t('honesty.none')} how={t('honesty.noneHow')} />}
      {found && !nothing && (
        <div className="page-body indicator-sheet honesty">
          <Habits found={found} lang={lang} />
          <Forecasts title={t('honesty.forecasts')} score={found.forecasts} said={found.said} lang={lang} />
          <Forecasts title={t('honesty.unitForecasts')} score={found.unit_forecasts} said={found.unit_said} lang={lang} />
        </div>
      )}
    </div>
  );
}

/** Who promises more than comes, in one sentence. */
export function habitFinding(habits: readonly UnitHabit[], lang: Lang, t: T): string {
  const names = (verdict: string) =>
    habits
      .filter((own) => own.verdict === verdict)
      .map((own) => say(own.name, lang))
      .join(lang === 'zh' ? '、' : ', ');
  const [hopeful, cautious] = [names('optimistic'), names('cautious')];
  const said = [
    hopeful && t('honesty.hopeful', { names: hopeful }),
    cautious && t('honesty.cautious', { names: cautious }),
  ].filter(Boolean);
  return said.length > 0 ? said.join(' ') : t('honesty.noHabit');
}

function Habits({ found, lang }: { found: Honesty; lang: Lang }) {
  const { t } = useWords();
  if (found.habits.length === 0) return null;
  return (
    <section>
      <h2>{t('honesty.promises')}</h2>
      <p className="indicator-lead">{habitFinding(found.habits, lang, t)}</p>
      <p className="quiet-note">{t('honesty.habitHow')}</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('honesty.promises')}>
        <table className="indicator-table">
          <thead>
            <tr>
              <th>{t('indicators.unit')}</th>
              <th>{t('honesty.habit')}</th>
              <th className="number">{t('honesty.count')}</th>
              <th className="number">{t('honesty.above')}</th>
              <th className="number">{t('honesty.below')}</th>
              <th className="number">{t('honesty.bias')}</th>
            </tr>
          </thead>
          <tbody>
            {found.habits.map((own) => (
              <tr key={own.unit ?? 'zone'}>
                <th scope="row">{say(own.name, lang)}</th>
                <td>{t(`honesty.verdicts.${own.verdict as 'even'}`)}</td>
                <td className="number">{own.count}</td>
                <td className="number">{own.above}</td>
                <td className="number">{own.below}</td>
                <td className="number">{gapFigure(own.bias)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <details>
        <summary>{t('honesty.each', { count: found.promises.length })}</summary>
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('honesty.promises')}>
          <Promises promises={found.promises} lang={lang} />
        </div>
      </details>
    </section>
  );
}

function Promises({ promises, lang }: { promises: readonly Promised[]; lang: Lang }) {
  const { t } = useWords();
  return (
    <table className="indicator-table">
      <thead>
        <tr>
          <th>{t('indicators.unit')}</th>
          <th>{t('indicators.name')}</th>
          <th>{t('honesty.month')}</th>
          <th className="number">{t('honesty.promised')}</th>
          <th className="number">{t('honesty.came')}</th>
          <th className="number">{t('honesty.over')}</th>
          <th className="number">{t('honesty.events')}</th>
        </tr>
      </thead>
      <tbody>
        {promises.map((own) => (
          <tr key={`${own.seq} ${own.unit ?? ''} ${own.month}`}>
            <th scope="row">{say(own.unit_name, lang)}</th>
            <td>{say(own.name, lang)}</td>
            <td>{monthOf(own.month, lang)}</td>
            <td className="number">{decimal(own.promised)}</td>
            <td className="number">{decimal(own.came)}</td>
            <td className="number">{gapFigure(own.over)}</td>
            <td className="number">
              {own.seq} → {own.came_seq}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How good the chances were, in one sentence: few years say little, and that is said. */
export function scoreFinding(score: Score, t: T): string {
  if (score.ended === 0) return t('honesty.waiting', { waiting: score.waiting });
  if (score.count === 0 || score.error === null || score.error_limit === null) return t('honesty.noChance');
  const within = score.error <= score.error_limit;
  const words = { error: percent(score.error), limit: percent(score.error_limit), count: score.count };
  return t(within ? 'honesty.calibrated' : 'honesty.notCalibrated', words);
}

/** While no year has ended, so many forecasts are shown without asking. */
const SHOWN_OPEN = 24;

/** Forecasts of one kind of series with their score. */
function Forecasts({ title, score, said, lang }: { title: string; score: Score; said: readonly Said[]; lang: Lang }) {
  const { t } = useWords();
  if (said.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <p className="indicator-lead">{scoreFinding(score, t)}</p>
      <p className="quiet-note">{t('honesty.forecastHow', { years: score.years })}</p>
      {score.bins.length > 0 && (
        <div className="honesty-score">
          <Reliability bins={score.bins} />
          <dl>
            <dt>{t('honesty.brier')}</dt>
            <dd>{((score.brier ?? 0) / 10_000).toFixed(4)}</dd>
            <dt>{t('honesty.meanBias')}</dt>
            <dd>{gapFigure(score.bias)}</dd>
            <dt>{t('honesty.inside80')}</dt>
            <dd>
              {score.inside_80} / {score.ended}
            </dd>
            <dt>{t('honesty.inside95')}</dt>
            <dd>
              {score.inside_95} / {score.ended}
            </dd>
            <dt>{t('honesty.stillWaiting')}</dt>
            <dd>{score.waiting}</dd>
          </dl>
        </div>
      )}
      <details open={score.ended === 0 && said.length <= SHOWN_OPEN}>
        <summary>{t('honesty.each', { count: said.length })}</summary>
        <div className="scroll-x" tabIndex={0} role="region" aria-label={title}>
          <SaidTable said={said} lang={lang} />
        </div>
      </details>
    </section>
  );
}

function SaidTable({ said, lang }: { said: readonly Said[]; lang: Lang }) {
  const { t } = useWords();
  const reached = (own: Said) => (own.reached === null ? '—' : t(own.reached ? 'honesty.reached' : 'honesty.notReached'));
  return (
    <table className="indicator-table">
      <thead>
        <tr>
          <th>{t('indicators.name')}</th>
          <th>{t('honesty.knownTo')}</th>
          <th className="number">{t('indicators.target')}</th>
          <th className="number">{t('honesty.chance')}</th>
          <th className="number">{t('honesty.expected')}</th>
          <th className="number">{t('honesty.came')}</th>
          <th>{t('honesty.outcome')}</th>
          <th className="number">{t('honesty.event')}</th>
        </tr>
      </thead>
      <tbody>
        {said.map((own) => (
          <tr key={own.seq}>
            <th scope="row">
              {say(own.name, lang)}
              {own.unit !== null && <small>{say(own.unit_name, lang)}</small>}
            </th>
            <td>{monthOf(own.month, lang)}</td>
            <td className="number">{decimal(own.target)}</td>
            <td className="number">{own.chance === null ? '—' : chance(own.chance)}</td>
            <td className="number">
              {decimal(own.mean)}
              <small>
                {decimal(own.low)}–{decimal(own.high)}
              </small>
            </td>
            <td className={own.inside === false ? 'number bad' : 'number'}>{decimal(own.came)}</td>
            <td>{reached(own)}</td>
            <td className="number">{own.seq}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
