// 要素: the quota of each factor by month against what projects will need, and who needs it.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { FactorRow, FactorTable } from '../api/types';
import { Empty, Failed, Loading } from '../app/states';
import { factorsQuery } from '../enterprises/queries';
import { FirmTabs } from '../enterprises/tabs';
import { monthOf } from '../format/dates';
import { decimal } from '../format/figures';
import { say } from '../format/lang';
import { LightShape } from '../light/lightMark';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';
import { AmountForm } from './amountForm';

export function FactorsPage() {
  const { t } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const table = useQuery(factorsQuery({ known_at, true_on }));
  const [open, setOpen] = useState<'quota' | 'need'>();
  const past = known_at !== undefined || true_on !== undefined;
  const data = table.data;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('factors.title')}</h1>
        <FirmTabs keep={{ known_at, true_on }} />
        {data?.may_set && !past && (
          <span className="items-new">
            {(['quota', 'need'] as const).map((what) => (
              <Button key={what} data-open={what} onClick={() => setOpen(open === what ? undefined : what)} aria-expanded={open === what}>
                {t(`factors.set.${what}`)}
              </Button>
            ))}
          </span>
        )}
        <Clocks zone={zone} moment={{ known_at, true_on }} trueOn={true_on ?? zone?.default_true_on} change={(moment) => void navigate({ to: '/factors', search: { known_at: moment.known_at, true_on: moment.true_on }, replace: true })} />
      </header>
      {open && data && (
        <section className="card items-assign">
          <AmountForm key={open} what={open} table={data} done={() => setOpen(undefined)} cancel={() => setOpen(undefined)} />
        </section>
      )}
      {table.isPending && <Loading />}
      {table.isError && !data && <Failed error={table.error} retry={() => void table.refetch()} />}
      {data && data.factors.length > 0 && (
        <div className="page-body">
          <Summary table={data} />
          {data.factors.map((row) => (
            <One key={row.factor} row={row} />
          ))}
        </div>
      )}
      {data?.factors.length === 0 && <Empty title={t('factors.none')} how={t('factors.noneHow')} />}
    </div>
  );
}

function Summary({ table }: { table: FactorTable }) {
  const { t, lang } = useWords();
  const short = table.factors.filter((row) => row.first_gap);
  if (short.length === 0) return <p className="items-summary">{t('factors.enough')}</p>;
  const named = short.map((row) => t('factors.shortFrom', { factor: say(row.word, lang), month: monthOf(row.first_gap, lang) }));
  return <p className="items-summary">{named.join(lang === 'zh' ? '；' : '; ')}</p>;
}

function One({ row }: { row: FactorRow }) {
  const { t, lang } = useWords();
  const used = row.months.filter((own) => own.quota !== null || own.needed !== '0');
  return (
    <section className="card factor-card">
      <h2>
        {say(row.word, lang)} <small>({say(row.unit, lang)})</small>
      </h2>
      {row.carries_over && <p className="quiet-note">{t('factors.carries')}</p>}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={say(row.word, lang)}>
        <table className="plain boxed">
          <thead>
            <tr>
              <th>{t('firms.month')}</th>
              <th className="number">{t('factors.quota')}</th>
              {row.carries_over && <th className="number">{t('factors.carried')}</th>}
              <th className="number">{t('factors.needed')}</th>
              <th className="number">{t('factors.left')}</th>
              <th>{t('factors.who')}</th>
            </tr>
          </thead>
          <tbody>
            {used.map((own) => {
              const gap = own.left !== null && own.left.startsWith('-');
              return (
                <tr key={own.month}>
                  <th scope="row">{monthOf(own.month, lang)}</th>
                  <td className="number" title={own.document ?? undefined}>
                    {own.quota === null ? t('factors.noQuota') : decimal(own.quota)}
                  </td>
                  {row.carries_over && <td className="number">{decimal(own.carried)}</td>}
                  <td className="number">{decimal(own.needed)}</td>
                  <td className={gap ? 'number bad' : 'number'}>
                    {own.left === null ? (
                      '—'
                    ) : (
                      <span className="light">
                        <LightShape colour={gap ? 'red' : 'green'} size={12} />
                        {gap ? t('factors.gap', { amount: decimal(own.left.slice(1)) }) : decimal(own.left)}
                      </span>
                    )}
                  </td>
                  <td>
                    {own.projects.map((project) => (
                      <Link key={project.id} className="factor-project" to="/wall" search={{ p: project.id }}>
                        {project.name} {decimal(project.amount)}
                      </Link>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
