// The five states of a page: empty, loading, failed, too many, not allowed.

import { Button } from 'antd';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { Refused } from '../api/client';
import { ProblemList } from './problems';
import { useWords } from '../words';

function State({
  mark,
  title,
  children,
  alert = false,
}: {
  mark: string;
  title: string;
  children?: ReactNode;
  alert?: boolean;
}) {
  return (
    <div className="state" role={alert ? 'alert' : 'status'}>
      <div className="state-mark" aria-hidden="true">
        {mark}
      </div>
      <h2>{title}</h2>
      {children}
    </div>
  );
}

export function Loading() {
  const { t } = useWords();
  return (
    <State mark="◌" title={t('state.loading')}>
      <div className="state-bars" aria-hidden="true">
        <i />
        <i />
        <i />
      </div>
    </State>
  );
}

export function Empty({ title, how, children }: { title: string; how?: string; children?: ReactNode }) {
  return (
    <State mark="◇" title={title}>
      {how && <p>{how}</p>}
      {children}
    </State>
  );
}

export function NotAllowed() {
  const { t } = useWords();
  return (
    <State mark="◫" title={t('state.denied')} alert>
      <p>{t('state.deniedHow')}</p>
    </State>
  );
}

/** Failed, refused or not allowed: three different things, said differently. */
export function Failed({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useWords();
  if (error instanceof Refused && error.status === 403) {
    return (
      <State mark="◫" title={t('state.denied')} alert>
        <p>{t('state.deniedHow')}</p>
        <ProblemList problems={error.problems} />
      </State>
    );
  }
  if (error instanceof Refused) {
    return (
      <State mark="△" title={t('state.refused')} alert>
        <ProblemList problems={error.problems} />
        {retry && <Button onClick={retry}>{t('state.retry')}</Button>}
      </State>
    );
  }
  return (
    <State mark="△" title={t('state.failed')} alert>
      <p>{t('state.failedHow')}</p>
      {retry && <Button onClick={retry}>{t('state.retry')}</Button>}
    </State>
  );
}

export function TooMany({ shown }: { shown: number }) {
  const { t } = useWords();
  return (
    <p className="too-many" role="status">
      <strong>{t('state.many', { count: shown })}</strong> {t('state.manyHow')}
    </p>
  );
}

export function NotFound() {
  const { t } = useWords();
  return (
    <State mark="◇" title={t('state.notFound')}>
      <Link to="/wall">{t('state.toWall')}</Link>
    </State>
  );
}
