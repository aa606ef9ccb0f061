// 洽谈: what is negotiated and how long it has stood still; contracts and what each side promised.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { DealRow, DealStage } from '../api/types';
import { FormError } from '../app/problems';
import { Empty, Failed, Loading } from '../app/states';
import { kept } from '../enterprises/figures';
import { enterpriseChoicesQuery, negotiationsQuery } from '../enterprises/queries';
import { FirmTabs } from '../enterprises/tabs';
import { money } from '../format/figures';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { Light } from '../light/lightMark';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';

const STAGES: readonly DealStage[] = ['contact', 'visit', 'terms', 'text', 'dropped'];

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
            <One key={`${row.id}-${row.version}`} row={row} today={past ? undefined : today} />
          ))}
        </div>
      )}
      {data?.deals.length === 0 && <Empty title={t('deals.none')} how={t('deals.noneHow')} />}
    </div>
  );
}

function One({ row, today }: { row: DealRow; today?: string }) {
  const { t, lang } = useWords();
  return (
    <section className="card deal-card" data-deal={row.id}>
      <header>
        <b>{row.name}</b>
        {row.colour && <Light colour={row.colour} lang={lang} />}
        <span className={`item-state ${row.stage === 'signed' ? 'answered' : ''}`}>{say(row.stage_word, lang)}</span>
      </header>
      <p>
        {row.lead.name} · {money(row.amount_fen, lang)} · {row.still_days === null ? `${row.moved_on}${row.document ? ` · ${row.document}` : ''}` : <span className={row.colour === 'red' ? 'bad' : undefined}>{t('deals.still', { count: row.still_days, date: row.moved_on })}</span>}
      </p>
      {row.note && <p className="quiet-note">{say(row.note, lang)}</p>}
      {row.promises.length > 0 && (
        <ul className="plan-measures">
          {row.promises.map((own) => (
            <li key={own.at}>
              <b className={(own.days_late ?? 0) > 0 ? 'bad' : undefined}>{own.kept_on ? t('deals.kept', { date: own.kept_on }) : (own.days_late ?? 0) > 0 ? t('items.lateBy', { count: own.days_late ?? 0 }) : t('deals.notYet')}</b>
              <span>
                {say(own.what, lang)}
                <small>
                  {own.unit?.name ?? t('deals.enterprise')}
                  {own.due_on && ` · ${t('firms.by', { date: own.due_on })}`}
                </small>
                {today && row.may_move && !own.kept_on && <Keep row={row} at={own.at} today={today} />}
              </span>
            </li>
          ))}
        </ul>
      )}
      {today && row.may_move && row.still_days !== null && <Move row={row} today={today} />}
    </section>
  );
}

function Keep({ row, at, today }: { row: DealRow; at: number; today: string }) {
  const { t } = useWords();
  const send = useCommand();
  return (
    <>
      <Button size="small" loading={send.isPending} onClick={() => send.mutate({ keep_promise: { id: row.id, version: row.version, at, effective_on: today } })}>
        {t('deals.keep')}
      </Button>
      <FormError error={send.error} />
    </>
  );
}

function Move({ row, today }: { row: DealRow; today: string }) {
  const { t } = useWords();
  const [stage, setStage] = useState<DealStage>(row.stage);
  const [note, setNote] = useState('');
  const send = useCommand();
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ move_deal: { id: row.id, version: row.version, stage, note: note.trim() || null, effective_on: today } });
      }}
    >
      <div className="item-form-line">
        <Select aria-label={t('deals.stage')} value={stage} options={STAGES.map((own) => ({ value: own, label: t(`deals.stages.${own}`) }))} onChange={setStage} />
        <Input aria-label={t('deals.what')} placeholder={t('deals.what')} value={note} onChange={(event) => setNote(event.target.value)} />
        <Button htmlType="submit" disabled={!note.trim()} loading={send.isPending}>
          {t('deals.move')}
        </Button>
      </div>
      <FormError error={send.error} />
    </form>
  );
}

function OpenForm({ today, done }: { today: string; done: () => void }) {
  const { t } = useWords();
  const choices = useQuery(enterpriseChoicesQuery).data;
  const [name, setName] = useState('');
  const [lead, setLead] = useState<string>();
  const [amount, setAmount] = useState('');
  const send = useCommand();
  const fen = kept('output_fen', amount);
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ open_deal: { name: name.trim(), enterprise: null, amount_fen: fen ?? 0, lead: lead ?? '', effective_on: today } }, { onSuccess: done });
      }}
    >
      <div className="assign-grid">
        <Labelled text={t('deals.name')}>
          <Input aria-label={t('deals.name')} value={name} onChange={(event) => setName(event.target.value)} />
        </Labelled>
        <Labelled text={t('firms.lead')}>
          <Select aria-label={t('firms.lead')} showSearch={{ optionFilterProp: 'label' }} value={lead} options={(choices?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={setLead} />
        </Labelled>
        <Labelled text={t('deals.amount')} how={t('firms.units.output_fen')}>
          <Input aria-label={t('deals.amount')} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
        </Labelled>
      </div>
      <FormError error={send.error} />
      <Button type="primary" htmlType="submit" disabled={!name.trim() || !lead || typeof fen !== 'number'} loading={send.isPending}>
        {t('deals.open')}
      </Button>
    </form>
  );
}
