import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';

import { importsQuery } from '../api/queries';
import type { Done as DoneView } from '../api/types';
import { useWords } from '../words';
import { Undo } from './applied';

/** Written; what now. Undoing is at hand for as long as one looks at it. */
export function Done({ done, again }: { done: DoneView; again: () => void }) {
  const { t } = useWords();
  const [undoing, setUndoing] = useState(false);
  const imports = useQuery(importsQuery).data;
  const own = imports?.applied.find((one) => one.first <= done.last && done.last <= one.last);
  const undone = own?.undone ?? null;
  return (
    <div className="state" role="status">
      <h2>{undone === null ? t('intake.applied', { seq: done.last }) : t('intake.undone', { seq: undone })}</h2>
      <p className="bar">
        <Link to="/wall">
          <Button type="primary">{t('intake.see')}</Button>
        </Link>
        <Button onClick={again}>{t('intake.another')}</Button>
        {own && undone === null && own.first > 0 && (
          <Button danger onClick={() => setUndoing(true)}>
            {t('intake.undo')}
          </Button>
        )}
      </p>
      {own && undoing && <Undo one={own} close={() => setUndoing(false)} />}
    </div>
  );
}
