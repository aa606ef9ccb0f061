// 问题: what blocks which project, who must solve it, how long it has stood, what was done about it.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';

import { problemsQuery, sessionQuery, zoneQuery } from '../api/queries';
import { SEVERITIES, type ProblemsSearch } from '../app/search';
import { Empty, Failed, Loading } from '../app/states';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';
import { ProblemTable } from './problemTable';
import { RaiseForm } from './raiseForm';

export function ProblemsPage() {
  const { t } = useWords();
  const search = useSearch({ from: '/shell/problems' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const may = useQuery(sessionQuery).data?.may ?? [];
  const [raising, setRaising] = useState(false);
  const { known_at, true_on } = search;
  const board = useQuery(
    problemsQuery({ known_at, true_on, owner: search.unit, severity: search.severity, text: search.text, overdue: search.overdue && 'true', solved: search.solved && 'true' }),
  );
  const go = (change: Partial<ProblemsSearch>) => void navigate({ to: '/problems', search: { ...search, ...change }, replace: true });
  const filtered = Boolean(search.unit ?? search.severity ?? search.text ?? search.overdue);
  const past = known_at !== undefined || true_on !== undefined;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('problems.title')}</h1>
        {may.includes('report') && !past && (
          <Button onClick={() => setRaising(!raising)} aria-expanded={raising}>
            {t('problems.raiseOne')}
          </Button>
        )}
        <Clocks zone={zone} moment={{ known_at, true_on }} trueOn={board.data?.true_on ?? zone?.default_true_on} change={(moment) => go({ known_at: moment.known_at, true_on: moment.true_on })} />
      </header>
      <div className="items-filters" role="search">
        <Input.Search className="items-search" allowClear aria-label={t('problems.search')} placeholder={t('problems.search')} defaultValue={search.text} onSearch={(text) => go({ text: text || undefined })} />
        <Select className="items-unit" allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={t('problems.owner')} placeholder={t('problems.owner')} value={search.unit} options={(zone?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }))} onChange={(unit?: string) => go({ unit })} />
        <Select className="items-state" allowClear aria-label={t('problems.severity')} placeholder={t('problems.severity')} value={search.severity} options={SEVERITIES.map((one) => ({ value: one, label: t(`problems.severities.${one}`) }))} onChange={(severity?: ProblemsSearch['severity']) => go({ severity })} />
        <Checkbox checked={search.overdue ?? false} onChange={(event) => go({ overdue: event.target.checked || undefined })}>
          {t('problems.overdue')}
        </Checkbox>
        <Checkbox checked={search.solved ?? false} onChange={(event) => go({ solved: event.target.checked || undefined })}>
          {t('problems.solved')}
        </Checkbox>
      </div>
      {raising && (
        <section className="card items-assign">
          <RaiseForm today={zone?.today ?? ''} units={zone?.units ?? []} done={() => setRaising(false)} cancel={() => setRaising(false)} />
        </section>
      )}
      {board.isPending && <Loading />}
      {board.isError && !board.data && <Failed error={board.error} retry={() => void board.refetch()} />}
      {board.data && board.data.problems.length > 0 && (
        <div className="page-body">
          <p className="items-summary">{t('problems.summary', { ...board.data.counts })}</p>
          <ProblemTable rows={board.data.problems} office={may.includes('run_cycles') && !past} past={past} today={zone?.today ?? ''} opened={search.q} key={search.q} />
        </div>
      )}
      {board.data?.problems.length === 0 && <Empty title={t(filtered ? 'problems.noneFound' : 'problems.none')} how={t(filtered ? 'problems.noneFoundHow' : 'problems.noneHow')} />}
    </div>
  );
}
