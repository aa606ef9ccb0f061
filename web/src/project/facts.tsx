// The three facts of a project: where it stands, what blocks it, what is next; then its figures.

import type { SheetProblem, WallRow } from '../api/types';
import { days, gap, money, moneyPair, percent } from '../format/figures';
import { say } from '../format/lang';
import { useWords } from '../words';

export function Facts({ row, problems }: { row: WallRow; problems: readonly SheetProblem[] }) {
  const { t, lang } = useWords();
  const blocking = problems.filter((problem) => problem.open);
  const next = row.needs[0];
  const { money: sums, bars } = row;
  const late = (bars.delay_days ?? 0) > 0;
  const behind = (sums.gap ?? 0) < 0;
  return (
    <section className="facts">
      <dl className="facts-three">
        <div>
          <dt>{t('sheet.stands')}</dt>
          <dd>{say(row.light.reason, lang) || '—'}</dd>
        </div>
        <div>
          <dt>{t('sheet.blocks')}</dt>
          <dd>
            {blocking.length > 0
              ? blocking.map((problem) => say(problem.description, lang)).join('；')
              : t('sheet.nothing')}
          </dd>
        </div>
        <div>
          <dt>{t('sheet.next')}</dt>
          <dd>{next ? say(next.text, lang) : t('sheet.nothing')}</dd>
        </div>
      </dl>
      <dl className="facts-figures">
        <Figure name={t('sheet.total')} value={money(sums.total_investment, lang)} />
        <Figure name={t('sheet.year')} value={moneyPair(sums.reported_ytd, sums.year_plan, lang)} />
        <Figure name={t('sheet.completion')} value={percent(sums.completion)} />
        <Figure name={t('sheet.planned')} value={percent(sums.planned)} />
        <Figure name={t('sheet.gap')} value={gap(sums.gap, lang)} bad={behind} />
        <Figure name={t('sheet.physical')} value={percent(sums.physical)} />
        <Figure name={t('sheet.required')} value={bars.required_finish ?? '—'} />
        <Figure name={t('sheet.forecast')} value={bars.actual_finish ?? bars.forecast_finish ?? '—'} />
        <Figure name={t('sheet.distance')} value={days(bars.delay_days, lang)} bad={late} />
      </dl>
    </section>
  );
}

function Figure({ name, value, bad = false }: { name: string; value: string; bad?: boolean }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={bad ? 'bad' : undefined}>{value}</dd>
    </div>
  );
}
