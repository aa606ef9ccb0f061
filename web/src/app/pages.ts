// Which pages a role may use: the server says what the account may do, the page offers no more.

export type PagePath = '/wall' | '/indicators' | '/items' | '/problems' | '/meetings' | '/practices' | '/enterprises' | '/requests' | '/negotiations' | '/factors' | '/own' | '/import' | '/sources' | '/cycles' | '/accounts' | '/purges' | '/notices/channels';

interface Page {
  to: PagePath;
  word: 'nav.wall' | 'nav.indicators' | 'nav.items' | 'nav.problems' | 'nav.meetings' | 'nav.practices' | 'nav.enterprises' | 'nav.own_firm' | 'nav.intake' | 'nav.cycles' | 'nav.accounts' | 'nav.purges' | 'notices.channelsTitle';
  /** The operation it is for. */
  needs: string;
  /** Reached from another page: not in the navigation. */
  inner?: true;
}

const PAGES: readonly Page[] = [
  { to: '/wall', word: 'nav.wall', needs: 'read' },
  { to: '/indicators', word: 'nav.indicators', needs: 'read' },
  { to: '/items', word: 'nav.items', needs: 'read' },
  { to: '/problems', word: 'nav.problems', needs: 'read' },
  { to: '/meetings', word: 'nav.meetings', needs: 'read' },
  { to: '/practices', word: 'nav.practices', needs: 'read' },
  { to: '/enterprises', word: 'nav.enterprises', needs: 'read_enterprises' },
  { to: '/requests', word: 'nav.enterprises', needs: 'read_enterprises', inner: true },
  { to: '/negotiations', word: 'nav.enterprises', needs: 'read_enterprises', inner: true },
  { to: '/factors', word: 'nav.enterprises', needs: 'read_enterprises', inner: true },
  { to: '/own', word: 'nav.own_firm', needs: 'speak_for_enterprise' },
  { to: '/import', word: 'nav.intake', needs: 'keep_projects' },
  { to: '/sources', word: 'nav.intake', needs: 'keep_projects', inner: true },
  { to: '/cycles', word: 'nav.cycles', needs: 'read' },
  { to: '/accounts', word: 'nav.accounts', needs: 'keep_accounts' },
  { to: '/purges', word: 'nav.purges', needs: 'purge' },
  // Reached by the bell.
  { to: '/notices/channels', word: 'notices.channelsTitle', needs: 'configure', inner: true },
];

const seen = (may: readonly string[] | undefined) => PAGES.filter((page) => may?.includes(page.needs));

/** The pages in the navigation. */
export function pagesOf(may: readonly string[] | undefined): Page[] {
  return seen(may).filter((page) => !page.inner);
}

/** Whether there is a page for the account at all. */
export function hasPages(may: readonly string[] | undefined): boolean {
  return seen(may).length > 0;
}

/** Where an account begins: the wall, or the first page it may see. */
export function homeOf(may: readonly string[] | undefined): PagePath {
  return seen(may)[0]?.to ?? '/wall';
}

/** Whether an address may be opened; one that is no page is left to the router. */
export function allowed(may: readonly string[] | undefined, path: string): boolean {
  const page = PAGES.find((one) => path.startsWith(one.to));
  return page === undefined || (may?.includes(page.needs) ?? false);
}
