// The skeleton of every page: navigation at the left, where it stands in time at the bottom.

import { AlertOutlined, ApartmentOutlined, AuditOutlined, BankOutlined, CarryOutOutlined, ClearOutlined, HistoryOutlined, LineChartOutlined, ReadOutlined, SearchOutlined, TeamOutlined, UploadOutlined, UserOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { Tooltip } from 'antd';
import { type ReactNode, useState } from 'react';

import { api, ask } from '../api/client';
import { useLive } from '../api/live';
import { sessionQuery, wallQuery, zoneQuery } from '../api/queries';
import { indicatorsQuery } from '../indicators/queries';
import type { Head } from '../api/types';
import { moment } from '../format/dates';
import { say } from '../format/lang';
import { Bell } from '../notices/bell';
import { SearchPalette, useSearchKey } from '../search/palette';
import { OwnPassword } from '../session/ownPassword';
import { setLang, useWords } from '../words';
import { allowed, hasPages, pagesOf, type PagePath } from './pages';
import { wallSearch } from './search';
import { Empty, NotAllowed } from './states';

const ICONS: Partial<Record<PagePath, ReactNode>> = {
  '/wall': <ApartmentOutlined />,
  '/indicators': <LineChartOutlined />,
  '/items': <CarryOutOutlined />,
  '/problems': <AlertOutlined />,
  '/meetings': <AuditOutlined />,
  '/practices': <ReadOutlined />,
  '/enterprises': <BankOutlined />,
  '/requests': <BankOutlined />,
  '/negotiations': <BankOutlined />,
  '/factors': <BankOutlined />,
  '/own': <BankOutlined />,
  '/import': <UploadOutlined />,
  '/cycles': <HistoryOutlined />,
  '/accounts': <TeamOutlined />,
  '/purges': <ClearOutlined />,
};

export function Shell() {
  const { t, lang } = useWords();
  const clocks = useSearch({ from: '/shell' });
  const online = useLive();
  const may = useQuery(sessionQuery).data?.may;
  const path = useLocation({ select: (location) => location.pathname });
  const pages = pagesOf(may);
  const keep = { known_at: clocks.known_at, true_on: clocks.true_on };
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t('app.skip')}
      </a>
      <nav className="nav" aria-label={t('app.menu')}>
        <img src="/mark.svg" alt="" width="28" height="28" className="nav-mark" />
        <Bell may={may} />
        {may?.includes('read') && <Find />}
        {pages.map((page) => (
          <Link key={page.to} to={page.to} search={keep} className="nav-link" activeOptions={{ includeSearch: false }}>
            {ICONS[page.to]}
            <span>{t(page.word)}</span>
          </Link>
        ))}
        <span className="nav-room" />
        <button type="button" className="nav-link" title={t('app.langLabel')} onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>
          <span lang={lang === 'zh' ? 'en' : 'zh-CN'}>{lang === 'zh' ? 'EN' : '中'}</span>
        </button>
        <Own />
        <SignOut />
      </nav>
      <main id="content" className="content" tabIndex={-1}>
        {!hasPages(may) ? (
          <Empty title={t('state.noPages')} how={t('state.noPagesHow')} />
        ) : allowed(may, path) ? (
          <Outlet />
        ) : (
          <NotAllowed />
        )}
      </main>
      <Foot online={online} />
    </div>
  );
}

/** The search across nouns, from any page. */
function Find() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  useSearchKey(() => setOpen(true));
  return (
    <>
      <button type="button" className="nav-link nav-find" title={t('search.keys')} onClick={() => setOpen(true)}>
        <SearchOutlined />
        <span>{t('search.open')}</span>
      </button>
      <SearchPalette open={open} close={() => setOpen(false)} />
    </>
  );
}

/** Who is signed in, and the own password. */
function Own() {
  const { t } = useWords();
  const session = useQuery(sessionQuery).data;
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="nav-link nav-own" title={session?.name} onClick={() => setOpen(true)}>
        <UserOutlined />
        <span>{t('nav.own')}</span>
      </button>
      <OwnPassword open={open} close={() => setOpen(false)} />
    </>
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

/** The head of the record that the page in sight was computed from; nothing is fetched for it. */
function useShownHead(): Head | undefined {
  const raw = useSearch({ strict: false });
  const { known_at, true_on, unit, sponsor, stage, text, rule } = wallSearch(raw);
  const filter = { known_at, true_on, unit, sponsor, stage, text, rule };
  const wall = useQuery({ ...wallQuery(filter), enabled: false }).data;
  const board = useQuery({ ...indicatorsQuery({ known_at, true_on }), enabled: false }).data;
  const newest = useQuery(zoneQuery).data?.head;
  return known_at === undefined ? newest : (wall?.record ?? board?.record ?? newest);
}

/** Synthetic mark, ledger's short code, attribution: on every page, in one quiet line. */
function Foot({ online }: { online: boolean }) {
  const { t, lang } = useWords();
  const zone = useQuery(zoneQuery).data;
  const head = useShownHead();
  if (!zone || !head) return <footer className="foot" />;
  const help = t('page.codeHelp', { seq: head.seq, at: moment(head.recorded_at) });
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
          {t('page.code')} <code>{head.short_code}</code> · #{head.seq}
        </span>
      </Tooltip>
    </footer>
  );
}
