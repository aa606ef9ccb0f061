// 登记扫描件: the code is read from the picture or typed, the totals on the paper are compared with
// those printed, then the scan is kept and counts as signed.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { refresh } from '../api/queries';
import { asFile } from '../api/sendFile';
import type { ReportForm, ScanLooked, SignRole } from '../api/types';
import { FormError, ProblemList } from '../app/problems';
import { say } from '../format/lang';
import { useWords } from '../words';
import { typedOf, valueOf } from './parse';

const ROLES: readonly SignRole[] = ['handler', 'reviewer', 'head'];

export function HandIn({ form, done }: { form: ReportForm; done: () => void }) {
  const { t } = useWords();
  const [file, setFile] = useState<File>();
  const [code, setCode] = useState('');
  const look = useMutation({
    mutationFn: async ({ picked, typed }: { picked: File; typed: string }) =>
      (await ask(api.POST('/reports/{id}/scans/look', { params: { path: { id: form.id }, query: { code: typed || undefined } }, ...asFile(picked) }))) as ScanLooked,
  });
  const pick = (picked: File) => {
    setFile(picked);
    look.mutate({ picked, typed: code });
  };
  const looked = look.data;
  return (
    <div className="hand-in">
      <label className="hand-in-file">
        {t('paper.file')}
        <input type="file" accept="image/png,image/jpeg,application/pdf" data-scan-file onChange={(event) => event.target.files?.[0] && pick(event.target.files[0])} />
      </label>
      {look.isPending && <p role="status">{t('paper.reading')}</p>}
      <FormError error={look.error} />
      {looked && looked.refusals.length > 0 && (
        <div className="form-error" role="alert">
          <ProblemList problems={looked.refusals} />
        </div>
      )}
      {file && (!looked?.sheet || looked.read === 'typed') && (
        <div className="item-form-line">
          <Input aria-label={t('paper.code')} placeholder={t('paper.codeHow')} value={code} onChange={(event) => setCode(event.target.value)} />
          <Button data-look disabled={!code.trim()} onClick={() => look.mutate({ picked: file, typed: code })}>
            {t('paper.look')}
          </Button>
        </div>
      )}
      {file && looked?.sheet && looked.refusals.length === 0 && <Compare key={looked.code} form={form} looked={looked} file={file} typed={looked.read === 'typed' ? code : ''} done={done} />}
    </div>
  );
}

/** What stands on the paper beside what was printed. */
function Compare({ form, looked, file, typed, done }: { form: ReportForm; looked: ScanLooked; file: File; typed: string; done: () => void }) {
  const { t, lang } = useWords();
  const queries = useQueryClient();
  const printed = looked.sheet?.totals ?? [];
  const [totals, setTotals] = useState<Record<string, string>>(() => Object.fromEntries(printed.map((own) => [own.field, typedOf('money', own.fen, '')])));
  const [seen, setSeen] = useState(false);
  const [signed, setSigned] = useState<SignRole[]>([]);
  const fen = (field: string) => {
    const value = valueOf('money', totals[field] ?? '');
    return value && typeof value === 'object' && 'money' in value ? value.money : null;
  };
  const unread = printed.some((own) => fen(own.field) === null);
  const corrected = printed.filter((own) => fen(own.field) !== own.fen);
  const send = useMutation({
    mutationFn: () => {
      const query = {
        version: String(form.version),
        code: typed || undefined,
        name: file.name,
        signed: signed.join(','),
        totals: printed.map((own) => `${own.field}:${fen(own.field)}`).join(','),
      };
      return ask(api.POST('/reports/{id}/scans', { params: { path: { id: form.id }, query }, ...asFile(file) }));
    },
    onSuccess: async () => {
      await refresh(queries);
      done();
    },
  });
  const places = ROLES.filter((role) => looked.sheet?.places.includes(role));
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <p role="status">
        {t(looked.read === 'picture' ? 'paper.found' : 'paper.typed')} <code>{looked.code}</code>
      </p>
      <p className="quiet-note">{t('paper.totalsHow')}</p>
      {printed.map((own) => (
        <label key={own.field} className="hand-in-total">
          {say(own.label, lang)} <small>{t('paper.asPrinted', { amount: say(own.shown, lang) })}</small>
          <input className="report-cell number" data-total={own.field} value={totals[own.field] ?? ''} onChange={(event) => setTotals({ ...totals, [own.field]: event.target.value })} />
          <small>{t('reports.wan')}</small>
        </label>
      ))}
      {corrected.length > 0 && !unread && (
        <p className="bad" role="alert">
          {t('paper.corrected')}
        </p>
      )}
      <Checkbox checked={seen} data-totals-seen onChange={(event) => setSeen(event.target.checked)}>
        {t('paper.totalsSeen')}
      </Checkbox>
      <fieldset className="hand-in-places">
        <legend>{t('paper.signed')}</legend>
        {places.map((role) => (
          <Checkbox key={role} data-place={role} checked={signed.includes(role)} onChange={(event) => setSigned(event.target.checked ? [...signed, role] : signed.filter((own) => own !== role))}>
            {t(`signing.role.${role}`)}
          </Checkbox>
        ))}
      </fieldset>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!seen || unread || signed.length === 0} loading={send.isPending}>
          {t('paper.handIn')}
        </Button>
        <Button onClick={done}>{t('reports.cancel')}</Button>
      </div>
    </form>
  );
}
