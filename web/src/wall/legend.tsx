import type { ReactNode } from 'react';

import { useWords } from '../words';
import { PAINT } from './look';

/** What the marks mean, drawn as on the wall. */
export function Legend() {
  const { t } = useWords();
  const entry = (key: string, drawing: ReactNode) => (
    <li key={key}>
      <svg width="26" height="14" viewBox="0 0 26 14" aria-hidden="true">
        {drawing}
      </svg>
      {t(`wall.legends.${key}` as 'wall.legends.done')}
    </li>
  );
  const hatched = (id: string, back: string, line: string) => (
    <>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5" stroke={line} strokeWidth="1.4" />
      </pattern>
      <rect y="2" width="26" height="10" fill={back} />
      <rect y="2" width="26" height="10" fill={`url(#${id})`} />
    </>
  );
  return (
    <ul className="legend" aria-label={t('wall.legend')}>
      {entry('baseline', <path d="M1 4v6M25 4v6M1 7h24" stroke={PAINT.baseline} strokeWidth="1.5" />)}
      {entry('done', <rect y="2" width="26" height="10" fill={PAINT.done} />)}
      {entry('plan', hatched('legend-plan', PAINT.planBack, PAINT.plan))}
      {entry('over', hatched('legend-over', PAINT.lateBack, PAINT.late))}
      {entry('float', <rect y="5" width="26" height="4" fill={PAINT.float} />)}
      {entry('critical', <rect x="1" y="2" width="24" height="10" fill="none" stroke={PAINT.critical} strokeWidth="1.2" />)}
      {entry('met', <path d="M13 2l5 5-5 5-5-5z" fill={PAINT.ink} />)}
      {entry('due', <path d="M13 2l5 5-5 5-5-5z" fill="#fff" stroke={PAINT.ink} strokeWidth="1.3" />)}
      {entry('required', <rect x="11" width="4" height="14" fill={PAINT.ink} />)}
      {entry('hook', <path d="M16 1v11h-6V9" fill="none" stroke={PAINT.ink} strokeWidth="1.6" />)}
      {entry('red', <path d="M9 1v13M9 1l9 4-9 4" fill={PAINT.late} stroke={PAINT.late} strokeWidth="1.4" />)}
      {entry('black', <path d="M9 1v13M9 1l9 4-9 4" fill={PAINT.ink} stroke={PAINT.ink} strokeWidth="1.4" />)}
    </ul>
  );
}
