import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';

import { sessionQuery } from '../api/queries';
import { SignIn } from '../session/signIn';
import { WallPage } from '../wall/wallPage';
import { homeOf } from './pages';
import { bookSearch, cyclesSearch, enterprisesSearch, itemsSearch, momentSearch, practicesSearch, problemsSearch, requestsSearch, wallSearch, wordsSearch } from './search';
import { Shell } from './shell';
import { Failed, NotFound } from './states';

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFound,
  errorComponent: ({ error, reset }) => <Failed error={error} retry={reset} />,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignIn,
  validateSearch: (raw: Record<string, unknown>): { back?: string } => {
    const back = raw.back;
    // Only a path of this site: "//elsewhere" would leave it.
    return typeof back === 'string' && /^\/(?![/\\])/.test(back) ? { back } : {};
  },
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  component: Shell,
  validateSearch: momentSearch,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { back: location.href } });
  },
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: async ({ context }) => {
    const session = await context.queries.ensureQueryData(sessionQuery);
    throw redirect({ to: homeOf(session?.may) });
  },
});

const wall = createRoute({
  getParentRoute: () => shell,
  path: '/wall',
  component: WallPage,
  validateSearch: wallSearch,
});

const indicators = createRoute({
  getParentRoute: () => shell,
  path: '/indicators',
  component: lazyRouteComponent(() => import('../indicators/page'), 'IndicatorsPage'),
});

const figures = createRoute({
  getParentRoute: () => shell,
  path: '/indicators/figures',
  component: lazyRouteComponent(() => import('../indicators/figuresPage'), 'FiguresPage'),
});

const unitBoard = createRoute({
  getParentRoute: () => shell,
  path: '/indicators/units',
  component: lazyRouteComponent(() => import('../indicators/unitBoard'), 'UnitBoardPage'),
});

const newIndicator = createRoute({
  getParentRoute: () => shell,
  path: '/indicators/new',
  component: lazyRouteComponent(() => import('../indicators/newPage'), 'NewIndicatorPage'),
});

const honesty = createRoute({
  getParentRoute: () => shell,
  path: '/indicators/honesty',
  component: lazyRouteComponent(() => import('../indicators/honesty'), 'HonestyPage'),
});

const indicator = createRoute({
  getParentRoute: () => shell,
  path: '/indicators/$id',
  component: lazyRouteComponent(() => import('../indicators/sheet'), 'IndicatorPage'),
});

const decomposition = createRoute({
  getParentRoute: () => shell,
  path: '/indicators/$id/decomposition',
  component: lazyRouteComponent(() => import('../indicators/decomposition'), 'DecompositionPage'),
});

const items = createRoute({
  getParentRoute: () => shell,
  path: '/items',
  component: lazyRouteComponent(() => import('../items/page'), 'ItemsPage'),
  validateSearch: itemsSearch,
});

const itemsFromWords = createRoute({
  getParentRoute: () => shell,
  path: '/items/from-words',
  component: lazyRouteComponent(() => import('../items/wordsPage'), 'WordsPage'),
  validateSearch: wordsSearch,
});

const problems = createRoute({
  getParentRoute: () => shell,
  path: '/problems',
  component: lazyRouteComponent(() => import('../problems/page'), 'ProblemsPage'),
  validateSearch: problemsSearch,
});

const enterprises = createRoute({
  getParentRoute: () => shell,
  path: '/enterprises',
  component: lazyRouteComponent(() => import('../enterprises/page'), 'EnterprisesPage'),
  validateSearch: enterprisesSearch,
});

const enterprise = createRoute({
  getParentRoute: () => shell,
  path: '/enterprises/$id',
  component: lazyRouteComponent(() => import('../enterprises/sheet'), 'EnterprisePage'),
});

const requests = createRoute({
  getParentRoute: () => shell,
  path: '/requests',
  component: lazyRouteComponent(() => import('../requests/page'), 'RequestsPage'),
  validateSearch: requestsSearch,
});

const negotiations = createRoute({
  getParentRoute: () => shell,
  path: '/negotiations',
  component: lazyRouteComponent(() => import('../negotiations/page'), 'NegotiationsPage'),
});

const factors = createRoute({
  getParentRoute: () => shell,
  path: '/factors',
  component: lazyRouteComponent(() => import('../factors/page'), 'FactorsPage'),
});

const own = createRoute({
  getParentRoute: () => shell,
  path: '/own',
  component: lazyRouteComponent(() => import('../enterprises/own'), 'OwnPage'),
});

const intake = createRoute({
  getParentRoute: () => shell,
  path: '/import',
  component: lazyRouteComponent(() => import('../intake/page'), 'IntakePage'),
});

const sources = createRoute({
  getParentRoute: () => shell,
  path: '/sources',
  component: lazyRouteComponent(() => import('../sources/page'), 'SourcesPage'),
});

const cycles = createRoute({
  getParentRoute: () => shell,
  path: '/cycles',
  component: lazyRouteComponent(() => import('../cycles/page'), 'CyclesPage'),
  validateSearch: cyclesSearch,
});

const report = createRoute({
  getParentRoute: () => shell,
  path: '/reports/$id',
  component: lazyRouteComponent(() => import('../reports/page'), 'ReportPage'),
});

const signing = createRoute({
  getParentRoute: () => shell,
  path: '/units/$id/signing',
  component: lazyRouteComponent(() => import('../signing/page'), 'SigningPage'),
});

const receipt = createRoute({
  getParentRoute: () => shell,
  path: '/reports/$id/receipt/$seq',
  component: lazyRouteComponent(() => import('../reports/receipt'), 'ReceiptPage'),
});

const meetings = createRoute({
  getParentRoute: () => shell,
  path: '/meetings',
  component: lazyRouteComponent(() => import('../meetings/page'), 'MeetingsPage'),
});

const meeting = createRoute({
  getParentRoute: () => shell,
  path: '/meetings/$id',
  component: lazyRouteComponent(() => import('../meetings/sheet'), 'MeetingPage'),
});

const book = createRoute({
  getParentRoute: () => shell,
  path: '/meetings/$id/book',
  component: lazyRouteComponent(() => import('../meetings/book'), 'BookPage'),
  validateSearch: bookSearch,
});

const notices = createRoute({
  getParentRoute: () => shell,
  path: '/notices',
  component: lazyRouteComponent(() => import('../notices/page'), 'NoticesPage'),
});

const noticeSettings = createRoute({
  getParentRoute: () => shell,
  path: '/notices/settings',
  component: lazyRouteComponent(() => import('../notices/settings'), 'NoticeSettingsPage'),
});

const channels = createRoute({
  getParentRoute: () => shell,
  path: '/notices/channels',
  component: lazyRouteComponent(() => import('../notices/channels'), 'ChannelsPage'),
});

const practices = createRoute({
  getParentRoute: () => shell,
  path: '/practices',
  component: lazyRouteComponent(() => import('../practices/page'), 'PracticesPage'),
  validateSearch: practicesSearch,
});

const practice = createRoute({
  getParentRoute: () => shell,
  path: '/practices/$id',
  component: lazyRouteComponent(() => import('../practices/sheet'), 'PracticePage'),
});

const purges = createRoute({
  getParentRoute: () => shell,
  path: '/purges',
  component: lazyRouteComponent(() => import('../purges/page'), 'PurgesPage'),
});

const accounts = createRoute({
  getParentRoute: () => shell,
  path: '/accounts',
  component: lazyRouteComponent(() => import('../accounts/page'), 'AccountsPage'),
});

export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      signIn,
      home,
      shell.addChildren([wall, indicators, figures, unitBoard, newIndicator, honesty, indicator, decomposition, items, itemsFromWords, problems, enterprises, enterprise, requests, negotiations, factors, own, intake, sources, cycles, report, receipt, signing, meetings, meeting, book, practices, practice, notices, noticeSettings, channels, accounts, purges]),
    ]),
    context: { queries },
    defaultPreload: 'intent',
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
