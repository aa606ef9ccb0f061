// A ledger of enterprises pasted from a spreadsheet: what was understood, what it does, what is
// asked, what stands against it; applied as it was seen or not at all.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { refresh } from '../api/queries';
import type { Done, EnterpriseTable } from '../api/types';
import { FormError, ProblemList } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useWords } from '../words';
import { enterpriseChoicesQuery } from './queries';

interface Props {
  today: string;
  done: () => void;
  cancel: () => void;
}

/** Rows shown of a preview; all of them are applied. */
const SHOWN = 200;

export function PasteForm({ today, done, cancel }: Props) {
  const { t } = useWords();
  const queries = useQueryClient();
  const choices = useQuery(enterpriseChoicesQuery).data;
  const [text, setText] = useState('');
  const [month, setMonth] = useState(() => monthBefore(today));
  const [unit, setUnit] = useState<string>();
  const [reasons, setReasons] = useState<Record<string, string>>({});
  const body = (seen?: string) => ({ text, month: month || null, unit: unit ?? null, reasons, seen: seen ?? null });
  const look = useMutation({ mutationFn: async () => (await ask(api.POST('/enterprises/table/check', { body: body() }))) as EnterpriseTable });
  const apply = useMutation({
    mutationFn: async (seen: string) => (await ask(api.POST('/enterprises/table', { body: body(seen) }))) as Done,
    onSuccess: async () => {
      await refresh(queries);
      done();
    },
  });
  const seen = look.data;
  const nothing = seen !== undefined && seen.new + seen.changed === 0;
  return (
    <form
      className="item-form firm-paste"
      onSubmit={(event) => {
        event.preventDefault();
        look.mutate();
      }}
    >
      <Labelled text={t('firms.pasteWhat')} how={t('firms.pasteHow')}>
        <Input.TextArea className="firm-text" aria-label={t('firms.pasteWhat')} rows={6} value={text} onChange={(event) => setText(event.target.value)} />
      </Labelled>
      <div className="assign-grid">
        <Labelled text={t('firms.month')} how={t('firms.monthHow')}>
          <Input aria-label={t('firms.month')} placeholder="2026-04" value={month} onChange={(event) => setMonth(event.target.value)} />
        </Labelled>
        <Labelled text={t('firms.lead')} how={t('firms.leadHow')}>
          <Select aria-label={t('firms.lead')} allowClear showSearch={{ optionFilterProp: 'label' }} value={unit} options={(choices?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={setUnit} />
        </Labelled>
      </div>
      {seen && <Looked seen={seen} reasons={reasons} change={setReasons} />}
      <FormError error={look.error ?? apply.error} />
      <div className="item-form-line">
        <Button type={seen ? 'default' : 'primary'} htmlType="submit" disabled={!text.trim()} loading={look.isPending}>
          {t('firms.look')}
        </Button>
        {seen && (
          <Button type="primary" className="firm-apply" disabled={seen.problems.length > 0 || nothing} loading={apply.isPending} onClick={() => apply.mutate(seen.seen)}>
            {t('firms.apply', { new: seen.new, changed: seen.changed })}
          </Button>
        )}
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}

function Looked({ seen, reasons, change }: { seen: EnterpriseTable; reasons: Record<string, string>; change: (reasons: Record<string, string>) => void }) {
  const { t, lang } = useWords();
  const comma = lang === 'zh' ? '、' : ', ';
  return (
    <div className="firm-looked">
      <p className="quiet-note">
        {t('firms.understood')} {seen.columns.map((own) => (own.unit ? `${own.head} → ${own.unit}${own.assumed ? t('firms.assumed') : ''}` : own.head)).join(comma)}
        {seen.left_out.length > 0 && ` ${t('firms.leftOut', { heads: seen.left_out.join(comma) })}`}
      </p>
      {seen.problems.length > 0 && (
        <div className="form-error" role="alert">
          <ProblemList problems={seen.problems} />
        </div>
      )}
      <div className="scroll-x">
        <table className="plain boxed">
          <thead>
            <tr>
              <th className="number">{t('firms.line')}</th>
              <th>{t('firms.name')}</th>
              <th>{t('firms.does')}</th>
              <th>{t('firms.asked')}</th>
            </tr>
          </thead>
          <tbody>
            {seen.rows.slice(0, SHOWN).map((row) => (
              <tr key={row.line}>
                <td className="number">{row.line}</td>
                <th scope="row">{row.name}</th>
                <td>{t(`firms.changes.${row.change as 'new' | 'changed' | 'unchanged'}`)}</td>
                <td>
                  {row.questions.map((question, at) => (
                    <span key={at} className="firm-question">
                      {say(question, lang)}
                    </span>
                  ))}
                  {row.questions.length > 0 && <Input size="small" aria-label={`${row.name} · ${t('firms.why')}`} placeholder={t('firms.why')} value={reasons[row.line] ?? ''} onChange={(event) => change({ ...reasons, [row.line]: event.target.value })} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {seen.rows.length > SHOWN && <p className="quiet-note">{t('firms.more', { count: seen.rows.length - SHOWN })}</p>}
    </div>
  );
}

/** The month before a day: 2026-04 of 2026-05-18. */
export function monthBefore(day: string): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  if (!year || !month) return '';
  return month === 1 ? `${year - 1}-12` : `${year}-${String(month - 1).padStart(2, '0')}`;
}
