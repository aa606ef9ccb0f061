// One negotiation: how long it has stood still, what was said last; its contract and promises.

import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import type { DealRow, DealStage } from '../api/types';
import { FormError } from '../app/problems';
import { money } from '../format/figures';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { Light } from '../light/lightMark';
import { useWords } from '../words';
import { SignForm } from './signForm';

const STAGES: readonly DealStage[] = ['contact', 'visit', 'terms', 'text', 'dropped'];

export function Deal({ row, today }: { row: DealRow; today?: string }) {
  const { t, lang } = useWords();
  const [open, setOpen] = useState<'move' | 'sign'>();
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
      {today && row.may_move && row.still_days !== null && (
        <>
          <span className="item-form-line">
            {(['move', 'sign'] as const).map((what) => (
              <Button key={what} size="small" data-do={what} aria-expanded={open === what} onClick={() => setOpen(open === what ? undefined : what)}>
                {t(`deals.${what}`)}
              </Button>
            ))}
          </span>
          {open === 'move' && <Move row={row} today={today} />}
          {open === 'sign' && <SignForm row={row} today={today} />}
        </>
      )}
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
          {t('deals.note')}
        </Button>
      </div>
      <FormError error={send.error} />
    </form>
  );
}
