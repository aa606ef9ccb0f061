// 导入指标月报: a table of monthly figures, looked at before all or none of it is recorded.

import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { sessionQuery } from '../api/queries';
import type { FiguresView, FigureView } from '../api/types';
import { FormError, ProblemList } from '../app/problems';
import { NotAllowed } from '../app/states';
import { decimal } from '../format/figures';
import { say, type Lang } from '../format/lang';
import { monthOf } from '../format/dates';
import { Drop } from '../intake/drop';
import { download } from '../intake/download';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { monthText, reportsOf } from './figures';

/** Rows shown at once; all of them are recorded. */
const SHOWN = 500;

type Firmness = 'forecast' | 'flash' | 'final';

interface Table {
  name: string;
  body: Blob;
}

export function FiguresPage() {
  const { t } = useWords();
  const may = useQuery(sessionQuery).data?.may;
  if (may && !may.includes('keep_indicators')) return <NotAllowed />;
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <Link to="/indicators" search={(now) => ({ known_at: now.known_at, true_on: now.true_on })} className="quiet-link">
            {t('indicators.title')}
          </Link>
          {` · ${t('figures.title')}`}
        </h1>
      </header>
      <div className="page-body figures">
        <Taking />
      </div>
    </div>
  );
}

function useLook() {
  return useMutation({
    mutationFn: async ({ table, state, reasoned }: { table: Table; state: Firmness; reasoned: boolean }) => {
      const query = { name: table.name, state, reasoned: String(reasoned) };
      const headers = { 'Content-Type': 'application/octet-stream' };
      const sent = api.POST('/indicators/figures', { params: { query }, body: table.body as never, bodySerializer: (body: unknown) => body as Blob, headers });
      return (await ask(sent)) as FiguresView;
    },
  });
}

function Taking() {
  const { t } = useWords();
  const [table, setTable] = useState<Table>();
  const [pasted, setPasted] = useState('');
  const [state, setState] = useState<Firmness>('final');
  const [reason, setReason] = useState('');
  const look = useLook();
  const asked = (next: Partial<{ table: Table; state: Firmness; reason: string }>) => {
    const one = { table, state, reason, ...next };
    if (one.table) look.mutate({ table: one.table, state: one.state, reasoned: one.reason.trim() !== '' });
  };
  const take = (next: Table) => {
    setTable(next);
    asked({ table: next });
  };
  return (
    <>
      <p className="quiet-note">{t('figures.how')}</p>
      <p>
        <Button onClick={() => void download('/exports/figures', 'indicators.xlsx')}>{t('figures.sample')}</Button>
      </p>
      <div className="figures-in">
        <Drop take={(file) => take({ name: file.name, body: file })} />
        <div>
          <Input.TextArea
            aria-label={t('figures.paste')}
            placeholder={t('figures.paste')}
            rows={7}
            value={pasted}
            onChange={(event) => setPasted(event.target.value)}
          />
          <Button
            type="primary"
            disabled={!pasted.trim()}
            loading={look.isPending}
            onClick={() => take({ name: `${t('figures.pasted')}.tsv`, body: new Blob([pasted]) })}
          >
            {t('figures.look')}
          </Button>
        </div>
      </div>
      <div className="figures-how">
        <Labelled text={t('figures.state')}>
          <Select
            aria-label={t('figures.state')}
            value={state}
            options={(['forecast', 'flash', 'final'] as const).map((own) => ({ value: own, label: t(`figures.states.${own}`) }))}
            onChange={(next) => {
              setState(next);
              asked({ state: next });
            }}
          />
        </Labelled>
        <Labelled text={t('figures.reason')}>
          <Input aria-label={t('figures.reason')} value={reason} onChange={(event) => setReason(event.target.value)} onBlur={() => asked({})} />
        </Labelled>
      </div>
      <FormError error={look.error} />
      {look.data && !look.error && <Looked found={look.data} reason={reason} />}
    </>
  );
}

function Looked({ found, reason }: { found: FiguresView; reason: string }) {
  const { t, lang } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell' });
  const send = useCommand();
  const words = { new: found.new, changed: found.changed, firmer: found.firmer, unchanged: found.unchanged };
  const record = () => {
    const report_figures = { reports: reportsOf(found.figures), reason: reason.trim() || null };
    send.mutate({ report_figures }, { onSuccess: () => void navigate({ to: '/indicators', search: { known_at: undefined, true_on: search.true_on } }) });
  };
  return (
    <section className="figures-found">
      <h2>{t('figures.found', words)}</h2>
      <ProblemList problems={found.problems} />
      {found.figures.length > 0 && (
        <>
          <FormError error={send.error} />
          <Button type="primary" disabled={!found.sound} loading={send.isPending} onClick={record}>
            {t('figures.record', { count: found.figures.length })}
          </Button>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('figures.title')}>
            <Rows figures={found.figures.slice(0, SHOWN)} lang={lang} />
          </div>
          {found.figures.length > SHOWN && <p className="quiet-note">{t('figures.more', { count: found.figures.length - SHOWN })}</p>}
        </>
      )}
    </section>
  );
}

function Rows({ figures, lang }: { figures: readonly FigureView[]; lang: Lang }) {
  const { t } = useWords();
  return (
    <table className="indicator-table">
      <thead>
        <tr>
          <th>{t('indicators.name')}</th>
          <th>{t('indicators.unit')}</th>
          <th>{t('figures.month')}</th>
          <th className="number">{t('figures.known')}</th>
          <th className="number">{t('figures.value')}</th>
          <th>{t('figures.change')}</th>
          <th>{t('figures.cell')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((own) => (
          <tr key={`${own.sheet} ${own.cell}`}>
            <th scope="row">{say(own.name, lang)}</th>
            <td>{say(own.unit_name, lang)}</td>
            <td>{monthOf(monthText(own), lang)}</td>
            <td className="number">{decimal(own.known)}</td>
            <td className="number">{decimal(own.value)}</td>
            <td>{t(`figures.changes.${own.change as 'new'}`)}</td>
            <td>{own.cell}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
