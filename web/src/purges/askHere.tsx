import { useState } from 'react';

import { useWords } from '../words';
import { AskPurge } from './askForm';
import { useMayPurge } from './queries';
import './purges.css';

/** The way to ask beside a comment or a file, or under a list of records, where the form asks which;
 *  nothing for those who may not. */
export function AskHere({ target }: { target?: string }) {
  const { t } = useWords();
  const may = useMayPurge();
  const [asking, setAsking] = useState<'form' | 'asked'>();
  if (!may) return null;
  if (asking === 'form') return <AskPurge targets={target ? [target] : undefined} done={() => setAsking('asked')} />;
  if (asking === 'asked') return <small className="purge-asked">{t('purges.asked')}</small>;
  return (
    <button type="button" className="talk-link" data-do="purge" title={t('purges.askTitle', { target: target ?? '#' })} onClick={() => setAsking('form')}>
      {t(target ? 'purges.ask' : 'purges.askRecord')}
    </button>
  );
}
