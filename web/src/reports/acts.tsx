// Every step on a report that the signed-in role may take now, each with its own short form.

import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import type { Command, ReportAct, ReportForm } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

const FIRST: readonly ReportAct[] = ['review', 'accept', 'sign'];
/** Those that have a place of their own on the page. */
const ELSEWHERE: readonly ReportAct[] = ['submit', 'print', 'scan'];

export function ReportActs({ form, today }: { form: ReportForm; today: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState<ReportAct | null>(null);
  const may = form.may.filter((act) => !ELSEWHERE.includes(act));
  // Who fills it in has the form for that.
  if (may.length === 0 && form.may.length > 0) return null;
  return (
    <section className="card">
      {may.length === 0 && <p className="quiet-note">{t('reports.nothingNext')}</p>}
      <div className="item-acts">
        {may.map((act) => (
          <Button key={act} data-act={act} type={FIRST.includes(act) && open === null ? 'primary' : 'default'} aria-expanded={open === act} onClick={() => setOpen(open === act ? null : act)}>
            {t(`reports.acts.${act}`)}
          </Button>
        ))}
      </div>
      {open && <ActForm key={open} act={open} form={form} today={today} cancel={() => setOpen(null)} />}
    </section>
  );
}

function ActForm({ act, form, today, cancel }: { act: ReportAct; form: ReportForm; today: string; cancel: () => void }) {
  const { t, lang } = useWords();
  const [text, setText] = useState('');
  const [until, setUntil] = useState<string | null>(form.extension_asked);
  const send = useCommand();
  const needed = act === 'return' || act === 'return_to_unit' || act === 'give_back' || act === 'ask_extension';
  const dated = act === 'ask_extension' || act === 'decide_extension';
  const word = t(needed ? 'reports.reason' : 'reports.note');
  const carry = (granted: boolean) => send.mutate(commandOf(act, form, text.trim(), granted ? until : null), { onSuccess: cancel });
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        carry(true);
      }}
    >
      {act === 'sign' && form.signing?.signs_for && <p className="signs-for">{say(form.signing.signs_for, lang)}</p>}
      {act === 'accept' && <p className="quiet-note">{t('reports.acceptHow', { date: form.until })}</p>}
      <Labelled text={word}>
        <Input.TextArea aria-label={word} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      </Labelled>
      {dated && (
        <Labelled text={t('reports.until')}>
          <DatePicker aria-label={t('reports.until')} value={until ? dayjs(until) : null} minDate={dayjs(today)} onChange={(day) => setUntil(day ? day.format('YYYY-MM-DD') : null)} />
        </Labelled>
      )}
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={(needed && !text.trim()) || (dated && !until)} loading={send.isPending}>
          {t(act === 'decide_extension' ? 'reports.grant' : `reports.acts.${act}`)}
        </Button>
        {act === 'decide_extension' && (
          <Button danger loading={send.isPending} onClick={() => carry(false)}>
            {t('reports.refuse')}
          </Button>
        )}
        <Button onClick={cancel}>{t('reports.cancel')}</Button>
      </div>
    </form>
  );
}

/** The command of a filled form. */
function commandOf(act: ReportAct, form: ReportForm, text: string, until: string | null): Command {
  const base = { id: form.id, version: form.version };
  const note = text || null;
  switch (act) {
    case 'accept':
      return { accept_report: { ...base, note } };
    case 'return':
      return { return_report: { ...base, level: 'office', reason: note } };
    case 'return_to_unit':
      return { return_report: { ...base, level: 'unit', reason: note } };
    case 'ask_extension':
      return { ask_report_extension: { ...base, until: until ?? '', reason: note } };
    case 'decide_extension':
      return { decide_report_extension: { ...base, until, note } };
    case 'sign':
      return { sign_report: { ...base, digest: form.digest, note } };
    case 'give_back':
      return { give_back_report: { ...base, reason: note } };
    case 'review':
    default:
      return { review_report: { ...base, note } };
  }
}
