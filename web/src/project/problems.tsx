import type { SheetProblem } from '../api/types';
import { days } from '../format/figures';
import { say } from '../format/lang';
import { useWords } from '../words';

/** What blocks the project, open ones first, each with its owner and its date. */
export function Problems({ problems }: { problems: readonly SheetProblem[] }) {
  const { t, lang } = useWords();
  if (problems.length === 0) return <p className="quiet-note">{t('sheet.noProblems')}</p>;
  return (
    <ul className="sheet-problems">
      {problems.map((problem) => (
        <li key={problem.id} className={problem.open ? undefined : 'solved'}>
          <p>
            <b>{problem.kind}</b>
            <span className={`severity ${problem.severity}`}>{t(`sheet.severities.${problem.severity}`)}</span>
            {!problem.open && <span>{t('sheet.solved')}</span>}
            {problem.delay_days > 0 && (
              <span className="bad">{t('sheet.costs', { days: days(problem.delay_days, lang) })}</span>
            )}
          </p>
          <p>{say(problem.description, lang)}</p>
          <p className="quiet-note">
            {[
              problem.owner && `${t('sheet.owner')} ${problem.owner}`,
              problem.due_on && `${t('sheet.due')} ${problem.due_on}`,
              t('sheet.raised', { date: problem.raised_on }),
              t('sheet.event', { seq: problem.seq }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ul>
  );
}
