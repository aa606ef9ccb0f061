// 诉求: who owes what to which enterprise, by factor and by unit, late ones first.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { RequestBoard } from '../api/types';
import { REQUEST_KINDS, type RequestsSearch } from '../app/search';
import { Empty, Failed, Loading, TooMany } from '../app/states';
import { mean } from '../enterprises/figures';
import { requestsQuery } from '../enterprises/queries';
import { FirmTabs } from '../enterprises/tabs';
import { say } from '../format/lang';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';
import { RequestDrawer } from './drawer';
import { RaiseForm } from './raiseForm';
import { share } from './standing';
import { RequestTable } from './table';

/** Lines drawn at once; more are filtered. */
const SHOWN = 500;

export function RequestsPage() {
  const { t } = useWords();
  const search = useSearch({ from: '/shell/requests' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const [raising, setRaising] = useState(false);
  const { known_at, true_on, unit, kind, text } = search;
  const board = useQuery(requestsQuery({ known_at, true_on, unit, kind, text, overdue: search.overdue && 'true', over: search.over && 'true' }));
  const go = (change: Partial<RequestsSearch>) => void navigate({ to: '/requests', search: { ...search, ...change }, replace: true });
  const past = known_at !== undefined || true_on !== undefined;
  const filtered = Boolean(unit ?? kind ?? text ?? search.overdue);
  const data = board.data;
  const today = zone?.today ?? '';
  return (
    <div className={search.n ? 'items-page narrowed' : 'items-page'}>
      <div className="page">
        <header className="page-head">
          <h1>{t('requests.title')}</h1>
          <FirmTabs keep={{ known_at, true_on }} />
          {data?.may_raise && !past && (
            <Button onClick={() => setRaising(!raising)} aria-expanded={raising}>
              {t('requests.raiseOne')}
            </Button>
          )}
          <Clocks zone={zone} moment={{ known_at, true_on }} trueOn={data?.true_on ?? zone?.default_true_on} change={(moment) => go({ known_at: moment.known_at, true_on: moment.true_on })} />
        </header>
        <div className="items-filters" role="search">
          <Input.Search className="items-search" allowClear aria-label={t('requests.search')} placeholder={t('requests.search')} defaultValue={text} onSearch={(value) => go({ text: value || undefined })} />
          <Select className="items-unit" allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={t('requests.unit')} placeholder={t('requests.unit')} value={unit} options={(zone?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={(value?: string) => go({ unit: value })} />
          <Select className="items-state" allowClear aria-label={t('requests.kind')} placeholder={t('requests.kind')} value={kind} options={REQUEST_KINDS.map((own) => ({ value: own, label: t(`requests.kinds.${own}`) }))} onChange={(value?: RequestsSearch['kind']) => go({ kind: value })} />
          <Checkbox checked={search.overdue ?? false} onChange={(event) => go({ overdue: event.target.checked || undefined })}>
            {t('items.overdue')}
          </Checkbox>
          <Checkbox checked={search.over ?? false} onChange={(event) => go({ over: event.target.checked || undefined })}>
            {t('requests.over')}
          </Checkbox>
        </div>
        {raising && (
          <section className="card items-assign">
            <RaiseForm today={today} done={() => setRaising(false)} cancel={() => setRaising(false)} />
          </section>
        )}
        {board.isPending && <Loading />}
        {board.isError && !data && <Failed error={board.error} retry={() => void board.refetch()} />}
        {data && (data.requests.length > 0 || data.units.length > 0) && (
          <div className="page-body">
            <p className="items-summary">{t('requests.summary', { ...data.counts })}</p>
            <Kinds board={data} chosen={kind} choose={(own) => go({ kind: own })} />
            {data.requests.length > SHOWN && <TooMany shown={SHOWN} />}
            {data.requests.length > 0 ? <RequestTable rows={data.requests.slice(0, SHOWN)} open={search.n} pick={(n) => go({ n })} /> : <p className="quiet-note">{t(filtered ? 'requests.noneFound' : 'requests.allOver')}</p>}
            <Units board={data} />
          </div>
        )}
        {data && data.requests.length === 0 && data.units.length === 0 && <Empty title={t('requests.none')} how={t('requests.noneHow')} />}
      </div>
      {search.n && <RequestDrawer key={search.n} id={search.n} moment={{ known_at, true_on }} today={today} close={() => go({ n: undefined })} />}
    </div>
  );
}

/** What is asked for, by factor: a click shows those alone. */
function Kinds({ board, chosen, choose }: { board: RequestBoard; chosen?: string; choose: (kind?: RequestsSearch['kind']) => void }) {
  const { t, lang } = useWords();
  return (
    <ul className="request-kinds">
      {board.kinds
        .filter((own) => own.received > 0)
        .map((own) => (
          <li key={own.kind}>
            <button type="button" aria-pressed={chosen === own.kind} onClick={() => choose(chosen === own.kind ? undefined : own.kind)}>
              <b>{say(own.word, lang)}</b>
              <span>{t('requests.openOf', { open: own.open, received: own.received })}</span>
              {own.late > 0 ? <span className="bad">{t('firms.lateRequests', { count: own.late })}</span> : <span className="quiet-note">{t('requests.limit', { count: own.limit_days })}</span>}
            </button>
          </li>
        ))}
    </ul>
  );
}

/** How units do as first receivers, with what each share is counted from. */
function Units({ board }: { board: RequestBoard }) {
  const { t } = useWords();
  if (board.units.length === 0) return null;
  return (
    <section className="card request-units">
      <h2>{t('requests.byUnit')}</h2>
      <p className="quiet-note">{t('requests.byUnitHow')}</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('requests.byUnit')}>
        <table className="plain boxed">
          <thead>
            <tr>
              <th>{t('requests.first')}</th>
              <th className="number">{t('requests.received')}</th>
              <th className="number">{t('requests.open')}</th>
              <th className="number">{t('requests.late')}</th>
              <th className="number">{t('requests.onTime')}</th>
              <th className="number">{t('requests.satisfied')}</th>
              <th className="number">{t('requests.mean')}</th>
              <th className="number">{t('requests.passes')}</th>
              <th className="number">{t('requests.sentBack')}</th>
            </tr>
          </thead>
          <tbody>
            {board.units.map((own) => (
              <tr key={own.unit.id}>
                <th scope="row">{own.unit.name}</th>
                <td className="number">{own.received}</td>
                <td className="number">{own.open}</td>
                <td className={own.late > 0 ? 'number bad' : 'number'}>{own.late}</td>
                <td className="number">{share(own.on_time, own.due, own.due < 5, t)}</td>
                <td className="number">{share(own.satisfied, own.rated, own.rated < 5, t)}</td>
                <td className="number">{mean(own.mean_hundredths)}</td>
                <td className="number">{own.passed_on}</td>
                <td className="number">{own.reopened}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
