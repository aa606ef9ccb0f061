// The skeleton of every page: navigation at the left, where it stands in time at the bottom.

import { ApartmentOutlined, HistoryOutlined, LineChartOutlined, UploadOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';

import { api, ask } from '../api/client';
import { useLive } from '../api/live';
import { sessionQuery, zoneQuery } from '../api/queries';
import { moment } from '../format/dates';
import { say } from '../format/lang';
import { setLang, useWords } from '../words';

const PAGES: { to: '/wall' | '/indicators' | '/import' | '/cycles'; word: string; icon: ReactNode }[] = [
  { to: '/wall', word: 'nav.wall', icon: <ApartmentOutlined /> },
  { to: '/indicators', word: 'nav.indicators', icon: <LineChartOutlined /> },
  { to: '/import', word: 'nav.intake', icon: <UploadOutlined /> },
  { to: '/cycles', word: 'nav.cycles', icon: <HistoryOutlined /> },
];

export function Shell() {
  const { t, lang } = useWords();
  const clocks = useSearch({ from: '/shell' });
  const online = useLive();
  const keep = { known_at: clocks.known_at, true_on: clocks.true_on };
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <nav className="nav" aria-label={t('app.menu')}>
        <img src="/mark.svg" alt="" width="28" height="28" className="nav-mark" />
        {PAGES.map((page) => (
          <Link key={page.to} to={page.to} search={keep} className="nav-link" activeOptions={{ includeSearch: false }}>
            {page.icon}
            <span>{t(page.word as 'nav.wall')}</span>
          </Link>
        ))}
        <span className="nav-room" />
        <button type="button" className="nav-link" title={t('app.langLabel')} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>
          <span lang={lang === 'zh' ? 'en' : 'zh-CN'}>{lang === 'zh' ? 'EN' : '中'}</span>
        </button>
        <SignOut />
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        <Outlet />
      </main>
      <Foot online={online} />
    </div>
  );
}

function SignOut() {
  const { t } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const session = useQuery(sessionQuery).data;
  const leave = useMutation({
    mutationFn: () => ask(api.DELETE('/session')),
    onSuccess: async () => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, null);
      await navigate({ to: '/sign-in', search: {} });
    },
  });
  return (
    <Tooltip title={session?.name} placement="right">
      <button type="button" className="nav-link" onClick={() => leave.mutate()}>
        <span>{t('sign.out')}</span>
      </button>
    </Tooltip>
  );
}

/** Synthetic mark, ledger's short code, attribution: on every page, in one quiet line. */
function Foot({ online }: { online: boolean }) {
  const { t, lang } = useWords();
  const zone = useQuery(zoneQuery).data;
  if (!zone) return <footer className="foot" />;
  const help = t('page.codeHelp', { seq: zone.head.seq, at: moment(zone.head.recorded_at) });
  return (
    <footer className="foot">
      {zone.synthetic && (
        <Tooltip title={t('page.syntheticHelp')}>
          <span className="synthetic">{t('page.synthetic')}</span>
        </Tooltip>
      )}
      <span className="foot-name">{zone.name}</span>
      <span className="foot-from">{say(zone.attribution, lang)}</span>
      <span className="nav-room" />
      {!online && <span role="status">{t('state.reconnect')}</span>}
      <Tooltip title={help}>
        <span className="code">
          {t('page.code')} <code>{zone.head.short_code}</code> · #{zone.head.seq}
        </span>
      </Tooltip>
    </footer>
  );
}
