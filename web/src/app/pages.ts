// Which pages a role may use: the server says what the account may do, the page offers no more.

export type PagePath = '/wall' | '/indicators' | '/items' | '/problems' | '/meetings' | '/import' | '/cycles' | '/accounts';

interface Page {
  to: PagePath;
  word: 'nav.wall' | 'nav.indicators' | 'nav.items' | 'nav.problems' | 'nav.meetings' | 'nav.intake' | 'nav.cycles' | 'nav.accounts';
  /** The operation it is for. */
  needs: string;
}

const PAGES: readonly Page[] = [
  { to: '/wall', word: 'nav.wall', needs: 'read' },
  { to: '/indicators', word: 'nav.indicators', needs: 'read' },
  { to: '/items', word: 'nav.items', needs: 'read' },
  { to: '/problems', word: 'nav.problems', needs: 'read' },
  { to: '/meetings', word: 'nav.meetings', needs: 'read' },
  { to: '/import', word: 'nav.intake', needs: 'keep_projects' },
  { to: '/cycles', word: 'nav.cycles', needs: 'read' },
  { to: '/accounts', word: 'nav.accounts', needs: 'keep_accounts' },
];

export function pagesOf(may: readonly string[] | undefined): Page[] {
  return PAGES.filter((page) => may?.includes(page.needs));
}

/** Whether an address may be opened; one that is no page is left to the router. */
export function allowed(may: readonly string[] | undefined, path: string): boolean {
  const page = PAGES.find((one) => path.startsWith(one.to));
  return page === undefined || (may?.includes(page.needs) ?? false);
}
