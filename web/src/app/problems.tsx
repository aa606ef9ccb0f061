import { Refused } from '../api/client';
import type { Place, Problem } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';

export function placeText(place: Place | null | undefined): string {
  if (!place) return '';
  const cell = [place.sheet, place.cell].filter(Boolean).join(' · ');
  return [place.file, cell, place.field].filter(Boolean).join(' · ');
}

/** What is wrong, where, and what to do; every problem, not the first. */
export function ProblemList({ problems }: { problems: readonly Problem[] }) {
  const { lang } = useWords();
  if (problems.length === 0) return null;
  return (
    <ul className="problems">
      {problems.map((problem, index) => (
        <li key={index}>
          <strong>{say(problem.message, lang)}</strong>
          {problem.place && <span className="place">{placeText(problem.place)}</span>}
          {problem.remedy && <span className="remedy">{say(problem.remedy, lang)}</span>}
          <code>{problem.code}</code>
        </li>
      ))}
    </ul>
  );
}

/** What to say beside a form whose sending failed. */
export function FormError({ error }: { error: unknown }) {
  const { t } = useWords();
  if (!error) return null;
  return (
    <div className="form-error" role="alert">
      {error instanceof Refused && error.problems.length > 0 ? (
        <ProblemList problems={error.problems} />
      ) : (
        t('state.failedHow')
      )}
    </div>
  );
}
