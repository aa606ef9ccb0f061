// 导入指标月报: a table of monthly figures, looked at before all or none of it is recorded.

import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { sessionQuery, zoneQuery } from '../api/queries';
import type { FiguresView, FigureView, TargetView } from '../api/types';
import { FormError, ProblemList } from '../app/problems';
import { NotAllowed } from '../app/states';
import { decimal } from '../format/figures';
import { say, type Lang } from '../format/lang';
import { monthOf } from '../format/dates';
import { Drop } from '../intake/drop';
import { download } from '../intake/download';
import { Into } from '../intake/takeOut';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { SourceChoice } from '../sources/choice';
import { useWords } from '../words';
import { monthText, reportsOf, targetsOf } from './figures';

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

/** How a table is looked at and recorded. */
interface How {
  state: Firmness;
  reason: string;
  /** The document that sets the table's targets; without one they stay. */
  document: string;
  effectiveOn: string;
  source: string;
}

function useLook() {
  return useMutation({
    mutationFn: async ({ table, how }: { table: Table; how: How }) => {
      const { state, source } = how;
      const document = how.document.trim();
      const query = { name: table.name, state, reasoned: String(how.reason.trim() !== ''), source, document, ...(document ? { effective_on: how.effectiveOn } : {}) };
      const headers = { 'Content-Type': 'application/octet-stream' };
      const sent = api.POST('/indicators/figures', { params: { query }, body: table.body as never, bodySerializer: (body: unknown) => body as Blob, headers });
      return (await ask(sent)) as FiguresView;
    },
  });
}

function Taking() {
  const { t } = useWords();
  const today = useQuery(zoneQuery).data?.today ?? '';
  const [table, setTable] = useState<Table>();
  const [pasted, setPasted] = useState('');
  const [changed, setHow] = useState<Partial<How>>({});
  const how: How = { state: 'final', reason: '', document: '', effectiveOn: today, source: '', ...changed };
  const look = useLook();
  const asked = (next: Partial<How>, other?: Table) => {
    setHow({ ...changed, ...next });
    const one = other ?? table;
    if (one) look.mutate({ table: one, how: { ...how, ...next } });
  };
  const take = (next: Table) => {
    setTable(next);
    asked({}, next);
  };
  const typed = (next: Partial<How>) => setHow({ ...changed, ...next });
  return (
    <>
      <p className="quiet-note">{t('figures.how')}</p>
      <p className="figures-out">
        <Button onClick={() => void download('/exports/figures', 'indicators.xlsx')}>{t('figures.sample')}</Button>
        <Into path="/exports/figures/into" word={t('intake.into_layout')} />
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
            value={how.state}
            options={(['forecast', 'flash', 'final'] as const).map((own) => ({ value: own, label: t(`figures.states.${own}`) }))}
            onChange={(state) => asked({ state })}
          />
        </Labelled>
        <Labelled text={t('figures.reason')}>
          <Input aria-label={t('figures.reason')} value={how.reason} onChange={(event) => typed({ reason: event.target.value })} onBlur={() => asked({})} />
        </Labelled>
        <Labelled text={t('figures.document')} how={t('figures.documentHow')}>
          <Input aria-label={t('figures.document')} value={how.document} onChange={(event) => typed({ document: event.target.value })} onBlur={() => asked({})} />
        </Labelled>
        {how.document.trim() !== '' && (
          <Labelled text={t('figures.effectiveOn')}>
            <DatePicker aria-label={t('figures.effectiveOn')} allowClear={false} value={dayjs(how.effectiveOn)} onChange={(date) => date && asked({ effectiveOn: date.format('YYYY-MM-DD') })} />
          </Labelled>
        )}
        <SourceChoice value={how.source} change={(source) => asked({ source })} />
      </div>
      <FormError error={look.error} />
      {look.data && !look.error && <Looked found={look.data} how={how} />}
    </>
  );
}

function Looked({ found, how }: { found: FiguresView; how: How }) {
  const { t, lang } = useWords();
  const navigate = useNavigate();
  const search = useSearch({ from: '/shell' });
  const send = useCommand();
  const words = { new: found.new, changed: found.changed, firmer: found.firmer, unchanged: found.unchanged };
  const document = how.document.trim();
  const targets = document ? targetsOf(found.targets, document, how.effectiveOn) : [];
  const count = found.figures.length + targets.length;
  const record = () => {
    const report_figures = { reports: reportsOf(found.figures), targets, reason: how.reason.trim() || null };
    send.mutate({ report_figures }, { onSuccess: () => void navigate({ to: '/indicators', search: { known_at: undefined, true_on: search.true_on } }) });
  };
  return (
    <section className="figures-found">
      <h2>{t('figures.found', words)}</h2>
      <ProblemList problems={found.problems} />
      {count > 0 && (
        <>
          <FormError error={send.error} />
          <Button type="primary" disabled={!found.sound} loading={send.isPending} onClick={record}>
            {t('figures.record', { count })}
          </Button>
        </>
      )}
      {found.targets.length > 0 && <Targets targets={found.targets} taken={document !== ''} />}
      {found.figures.length > 0 && (
        <>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('figures.title')}>
            <Rows figures={found.figures.slice(0, SHOWN)} lang={lang} />
          </div>
          {found.figures.length > SHOWN && <p className="quiet-note">{t('figures.more', { count: found.figures.length - SHOWN })}</p>}
        </>
      )}
      {found.differences.length > 0 && (
        <>
          <h3>{t('intake.differences')}</h3>
          <p className="quiet-note">{t('figures.differencesHow')}</p>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.differences')}>
            <Rows figures={found.differences.slice(0, SHOWN)} lang={lang} />
          </div>
        </>
      )}
    </section>
  );
}

function Targets({ targets, taken }: { targets: readonly TargetView[]; taken: boolean }) {
  const { t, lang } = useWords();
  return (
    <>
      <h3>{t('figures.targets', { count: targets.length })}</h3>
      {!taken && <p className="quiet-note">{t('figures.targetsLeft')}</p>}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('figures.targets', { count: targets.length })}>
        <table className="indicator-table">
          <thead>
            <tr>
              <th>{t('indicators.name')}</th>
              <th>{t('indicators.unit')}</th>
              <th>{t('figures.year')}</th>
              <th className="number">{t('figures.knownTarget')}</th>
              <th className="number">{t('figures.target')}</th>
              <th>{t('figures.cell')}</th>
            </tr>
          </thead>
          <tbody>
            {targets.slice(0, SHOWN).map((own) => (
              <tr key={`${own.sheet} ${own.cell}`}>
                <th scope="row">{say(own.name, lang)}</th>
                <td>{say(own.unit_name, lang)}</td>
                <td>{own.year}</td>
                <td className="number">{decimal(own.known)}</td>
                <td className="number">{decimal(own.value)}</td>
                <td>{own.cell}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
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
