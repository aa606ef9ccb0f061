// 督办: what everybody owes and what is owed to them, the most late first.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';

import { itemsQuery, sessionQuery, zoneQuery } from '../api/queries';
import type { ItemsSearch } from '../app/search';
import { Empty, Failed, Loading } from '../app/states';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';
import { AssignForm } from './assignForm';
import { ItemDrawer } from './drawer';
import { ItemFilters } from './filters';
import { ItemTable } from './table';

export function ItemsPage() {
  const { t } = useWords();
  const search = useSearch({ from: '/shell/items' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const may = useQuery(sessionQuery).data?.may ?? [];
  const [assigning, setAssigning] = useState(false);
  // A unit's reporter looks for what the unit owes, the office for everything.
  const office = may.includes('run_cycles');
  const side = search.side ?? (may.includes('report') && !office ? 'owing' : 'all');
  const { known_at, true_on } = search;
  const board = useQuery(
    itemsQuery({
      known_at,
      true_on,
      side: side === 'all' ? undefined : side,
      owed_by: search.unit,
      state: search.state,
      text: search.text,
      overdue: search.overdue && 'true',
      closed: search.closed && 'true',
    }),
  );
  const go = (change: Partial<ItemsSearch>) =>
    void navigate({ to: '/items', search: { ...search, ...change }, replace: true });
  const filtered = Boolean(search.unit ?? search.state ?? search.text ?? search.overdue) || side !== 'all';
  const past = known_at !== undefined || true_on !== undefined;
  return (
    <div className={search.i ? 'items-page narrowed' : 'items-page'}>
      <div className="page">
        <header className="page-head">
          <h1>{t('items.title')}</h1>
          {office && !past && (
            <span className="items-new">
              <Link className="ant-btn-like" to="/items/from-words">
                {t('items.fromWords')}
              </Link>
              <Button onClick={() => setAssigning(!assigning)} aria-expanded={assigning}>
                {t('items.assignOne')}
              </Button>
            </span>
          )}
          <Clocks zone={zone} moment={{ known_at, true_on }} trueOn={board.data?.true_on ?? zone?.default_true_on} change={(moment) => go({ known_at: moment.known_at, true_on: moment.true_on })} />
        </header>
        <ItemFilters search={search} side={side} units={zone?.units ?? []} change={go} />
        {assigning && (
          <section className="card items-assign">
            <AssignForm today={zone?.today ?? ''} done={() => setAssigning(false)} cancel={() => setAssigning(false)} />
          </section>
        )}
        {board.isPending && <Loading />}
        {board.isError && !board.data && <Failed error={board.error} retry={() => void board.refetch()} />}
        {board.data && board.data.items.length > 0 && (
          <div className="page-body">
            <p className="items-summary">{t('items.summary', { ...board.data.counts })}</p>
            <ItemTable rows={board.data.items} open={search.i} pick={(id) => go({ i: id })} />
          </div>
        )}
        {board.data?.items.length === 0 && (
          <Empty title={t(filtered ? 'items.noneFound' : 'items.none')} how={t(filtered ? 'items.noneFoundHow' : 'items.noneHow')} />
        )}
      </div>
      {search.i && <ItemDrawer key={search.i} id={search.i} moment={{ known_at, true_on }} today={zone?.today ?? ''} close={() => go({ i: undefined })} />}
    </div>
  );
}
