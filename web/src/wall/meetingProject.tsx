// One project as a meeting looks at it.

import type { UseQueryResult } from '@tanstack/react-query';

import type { ComparedRow, ProjectSheet, WallRow } from '../api/types';
import { Failed, Loading } from '../app/states';
import { days, gap, moneyPair, percent } from '../format/figures';
import { say } from '../format/lang';
import { lightWord } from '../light/light';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';
import { changeLine } from './changes';
import { titleOf } from './lines';
import { blocking, physicalWords, tasksOf } from './meetingFacts';

interface Props {
  row: WallRow;
  change: ComparedRow | undefined;
  sheet: UseQueryResult<ProjectSheet>;
  today: string;
}

export function MeetingProject({ row, change, sheet, today }: Props) {
  const { t, lang } = useWords();
  const { money, bars } = row;
  const delay = bars.delay_days ?? 0;
  const changed = changeLine(change, lang, t);
  return (
    <article className="meeting-project" aria-label={row.name}>
      <header>
        <h2>
          <span className="drawer-no">{String(row.no).padStart(2, '0')}</span>
          {titleOf(row, lang)}
        </h2>
        <p>
          <span className={`meeting-light ${row.light.colour}`}>
            <LightShape colour={row.light.colour} size={30} />
            <b>{lightWord(row.light.colour, lang)}</b>
          </span>
          {row.light.streak > 1 && row.light.previous === row.light.colour && <span>{t('wall.streak', { count: row.light.streak })}</span>}
          {changed && <span className="meeting-changed">{changed}</span>}
          <span>{[row.unit?.name, row.sponsor, row.stage].filter(Boolean).join(' · ')}</span>
        </p>
        <dl className="meeting-figures">
          <Figure name={t('sheet.year')} value={moneyPair(money.reported_ytd, money.year_plan, lang)} />
          <Figure name={t('sheet.completion')} value={percent(money.completion)} />
          <Figure name={t('sheet.gap')} value={gap(money.gap, lang)} bad={(money.gap ?? 0) < 0} />
          <Figure name={t('sheet.required')} value={bars.required_finish ?? '—'} />
          <Figure name={t('sheet.forecast')} value={bars.actual_finish ?? bars.forecast_finish ?? '—'} />
          <Figure name={t('sheet.distance')} value={days(bars.delay_days, lang)} bad={delay > 0} />
        </dl>
      </header>
      {sheet.isError ? (
        <Failed error={sheet.error} retry={() => void sheet.refetch()} />
      ) : sheet.data ? (
        <Facts sheet={sheet.data} today={today} />
      ) : (
        <Loading />
      )}
    </article>
  );
}

function Facts({ sheet, today }: { sheet: ProjectSheet; today: string }) {
  const { t, lang } = useWords();
  const colon = lang === 'zh' ? '：' : ': ';
  const blocks = blocking(sheet);
  const tasks = tasksOf(sheet, today, lang, {
    start: (name) => t('meeting.start', { name }),
    gate: (name) => t('meeting.gate', { name }),
    solve: (kind) => `${kind}${colon}`,
  });
  const words = say(physicalWords(sheet), lang);
  return (
    <div className="meeting-facts">
      <section>
        <h3>{t('sheet.stands')}</h3>
        <p className="meeting-lead">{say(sheet.row.light.reason, lang) || '—'}</p>
        {words && <p>{words}</p>}
        {sheet.row.money.physical !== null && (
          <p>
            {t('sheet.physical')} {percent(sheet.row.money.physical)}
          </p>
        )}
      </section>
      <section>
        <h3>{t('sheet.blocks')}</h3>
        {blocks.length === 0 && <p className="meeting-lead">{t('meeting.free')}</p>}
        <ul>
          {blocks.map((problem) => (
            <li key={problem.id}>
              <b>{problem.kind}</b>
              <span className={`severity ${problem.severity}`}>{t(`sheet.severities.${problem.severity}`)}</span>
              {problem.delay_days > 0 && <span className="bad">{t('sheet.costs', { days: days(problem.delay_days, lang) })}</span>}
              <p>{say(problem.description, lang)}</p>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h3>{t('meeting.tasks')}</h3>
        {tasks.length === 0 && <p className="meeting-lead">{t('meeting.noTasks')}</p>}
        {tasks.length > 0 && (
          <table className="plain">
            <thead>
              <tr>
                <th>{t('meeting.who')}</th>
                <th>{t('meeting.what')}</th>
                <th>{t('meeting.by')}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.key}>
                  <th scope="row">{task.who}</th>
                  <td>{task.what}</td>
                  <td className={task.late ? 'meeting-by bad' : 'meeting-by'}>
                    {task.by ?? '—'}
                    {task.late && <small>{t('meeting.overdue')}</small>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </div>
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
