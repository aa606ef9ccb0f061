import { Link } from '@tanstack/react-router';

import { useWords } from '../words';

/** Enterprises, what they ask for, what is negotiated, what is rationed: one subject, several pages. */
export function FirmTabs({ keep }: { keep: { known_at?: string; true_on?: string } }) {
  const { t } = useWords();
  return (
    <nav className="firm-tabs" aria-label={t('nav.enterprises')}>
      <Link to="/enterprises" search={keep} activeOptions={{ exact: true, includeSearch: false }}>
        {t('firms.title')}
      </Link>
      <Link to="/requests" search={keep} activeOptions={{ exact: true, includeSearch: false }}>
        {t('requests.title')}
      </Link>
      <Link to="/negotiations" search={keep} activeOptions={{ exact: true, includeSearch: false }}>
        {t('deals.title')}
      </Link>
      <Link to="/factors" search={keep} activeOptions={{ exact: true, includeSearch: false }}>
        {t('factors.title')}
      </Link>
    </nav>
  );
}
