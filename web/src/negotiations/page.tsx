// 洽谈: what is negotiated and how long it has stood still; contracts and what each side promised.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import { Empty, Failed, Loading } from '../app/states';
import { negotiationsQuery } from '../enterprises/queries';
import { FirmTabs } from '../enterprises/tabs';
import { money } from '../format/figures';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';
import { Deal } from './deal';
import { OpenForm } from './openForm';

export function NegotiationsPage() {
  const { t, lang } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const [over, setOver] = useState(true);
  const [adding, setAdding] = useState(false);
  const board = useQuery(negotiationsQuery({ known_at, true_on, over: over ? 'true' : undefined }));
  const past = known_at !== undefined || true_on !== undefined;
  const data = board.data;
  const today = zone?.today ?? '';
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('deals.title')}</h1>
        <FirmTabs keep={{ known_at, true_on }} />
        {data?.may_open && !past && (
          <Button onClick={() => setAdding(!adding)} aria-expanded={adding}>
            {t('deals.open')}
          </Button>
        )}
        <Clocks zone={zone} moment={{ known_at, true_on }} trueOn={data?.true_on ?? zone?.default_true_on} change={(moment) => void navigate({ to: '/negotiations', search: { known_at: moment.known_at, true_on: moment.true_on }, replace: true })} />
      </header>
      <div className="items-filters" role="search">
        <Checkbox checked={over} onChange={(event) => setOver(event.target.checked)}>
          {t('deals.over')}
        </Checkbox>
      </div>
      {adding && (
        <section className="card items-assign">
          <OpenForm today={today} done={() => setAdding(false)} />
        </section>
      )}
      {board.isPending && <Loading />}
      {board.isError && !data && <Failed error={board.error} retry={() => void board.refetch()} />}
      {data && data.deals.length > 0 && (
        <div className="page-body">
          <p className="items-summary">{t('deals.summary', { open: data.open, amount: money(data.open_fen, lang), still: data.still, signed: data.signed })}</p>
          {data.deals.map((row) => (
            <Deal key={`${row.id}-${row.version}`} row={row} today={past ? undefined : today} />
          ))}
        </div>
      )}
      {data?.deals.length === 0 && <Empty title={t('deals.none')} how={t('deals.noneHow')} />}
    </div>
  );
}
