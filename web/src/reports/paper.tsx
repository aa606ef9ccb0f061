// 纸质签字: the sheet that is printed to be signed and sealed, and the scan of it that comes back.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';

import { api, ask, PREFIX } from '../api/client';
import { execute, refresh, reportQuery } from '../api/queries';
import type { ReportForm } from '../api/types';
import { FormError } from '../app/problems';
import { useWords } from '../words';
import { HandIn } from './handIn';

export function Paper({ form }: { form: ReportForm }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const queries = useQueryClient();
  const print = useMutation({
    mutationFn: async () => {
      await execute({ print_report: { id: form.id, version: form.version } });
      const now = (await ask(api.GET('/reports/{id}', { params: { path: { id: form.id } } }))) as ReportForm;
      return now.sheets.find((sheet) => sheet.current)?.code;
    },
    onSuccess: async (code) => {
      if (code) window.open(pageOf(code), '_blank', 'noopener');
      await refresh(queries);
      await queries.invalidateQueries(reportQuery(form.id, {}));
    },
  });
  const [may, scans] = [form.may.includes('print'), form.may.includes('scan')];
  if (!may && form.sheets.length === 0) return null;
  return (
    <section className="card paper" aria-label={t('paper.title')}>
      <h2>{t('paper.title')}</h2>
      <p className="quiet-note">{t('paper.how')}</p>
      {form.sheets.length > 0 && (
        <ul className="paper-sheets">
          {form.sheets.map((sheet) => (
            <li key={sheet.code} data-sheet={sheet.code}>
              <a href={pageOf(sheet.code)} target="_blank" rel="noreferrer">
                <code>{sheet.code}</code>
              </a>
              <small>{t('paper.printed', { date: sheet.on, by: sheet.by })}</small>
              {!sheet.current && <small className="bad">{t('paper.old')}</small>}
              {sheet.used && (
                <a href={`${PREFIX}/sheets/${sheet.code}/scan`} target="_blank" rel="noreferrer">
                  {t('paper.scanned', { date: sheet.used })}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      <FormError error={print.error} />
      <div className="item-acts">
        {may && (
          <Button data-act="print" loading={print.isPending} onClick={() => print.mutate()}>
            {t('reports.acts.print')}
          </Button>
        )}
        {scans && form.sheets.length > 0 && (
          <Button data-act="scan" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('reports.acts.scan')}
          </Button>
        )}
      </div>
      {open && scans && <HandIn form={form} done={() => setOpen(false)} />}
    </section>
  );
}

function pageOf(code: string): string {
  const lang = document.documentElement.lang === 'en' ? 'en' : 'zh-CN';
  return `${PREFIX}/sheets/${code}/print?lang=${lang}`;
}
