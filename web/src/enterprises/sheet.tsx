// One enterprise: who answers for it, the course of its months, what it asked for, its record.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { EnterpriseAnswer, EnterpriseSheet } from '../api/types';
import { Failed, Loading } from '../app/states';
import { moment as momentText, monthOf } from '../format/dates';
import { money, percent } from '../format/figures';
import { say } from '../format/lang';
import { RaiseForm } from '../requests/raiseForm';
import { RequestTable } from '../requests/table';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';
import { ChangeForm } from './changeForm';
import { MonthCourse } from './course';
import { FigureForm } from './figureForm';
import { growth, power } from './figures';
import { Mark } from './mark';
import { PlanForm } from './planForm';
import { PlanPart } from './planPart';
import { enterpriseQuery } from './queries';
import { FirmTabs } from './tabs';

export function EnterprisePage() {
  const { id } = useParams({ from: '/shell/enterprises/$id' });
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const answer = useQuery(enterpriseQuery(id, { known_at, true_on }));
  const past = known_at !== undefined || true_on !== undefined;
  const row = answer.data?.sheet.row;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{row?.name ?? id}</h1>
        {row && <Mark colour={row.colour} word={row.mark} />}
        <FirmTabs keep={{ known_at, true_on }} />
        <Clocks zone={zone} moment={{ known_at, true_on }} trueOn={answer.data?.true_on ?? zone?.default_true_on} change={(moment) => void navigate({ to: '/enterprises/$id', params: { id }, search: { known_at: moment.known_at, true_on: moment.true_on }, replace: true })} />
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !answer.data && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {answer.data && (
        <div className="page-body firm-sheet">
          <Facts answer={answer.data} past={past} today={zone?.today ?? ''} />
          <Months sheet={answer.data.sheet} past={past} />
          <Requests sheet={answer.data.sheet} past={past} today={zone?.today ?? ''} />
          <Plan sheet={answer.data.sheet} past={past} today={zone?.today ?? ''} />
          <History answer={answer.data} />
        </div>
      )}
    </div>
  );
}

function Facts({ answer, past, today }: { answer: EnterpriseAnswer; past: boolean; today: string }) {
  const { t, lang } = useWords();
  const { sheet } = answer;
  const { row } = sheet;
  const [changing, setChanging] = useState(false);
  return (
    <section className="card">
      {row.why.length > 0 && <p className="firm-why">{row.why.map((own) => say(own, lang)).join(lang === 'zh' ? '，' : ', ')}</p>}
      <dl className="item-facts firm-facts">
        <Fact label={t('firms.lead')}>{row.lead?.name ?? '—'}</Fact>
        <Fact label={t('firms.assistant')}>{say(row.assistant, lang) || '—'}</Fact>
        <Fact label={t('firms.industry')}>{row.industry || '—'}</Fact>
        <Fact label={t('firms.state')}>{say(row.state_word, lang)}</Fact>
        <Fact label={t('firms.code')}>
          {row.code || '—'} <small>{row.id}</small>
        </Fact>
        <Fact label={t('firms.contact')}>{say(sheet.contact, lang) || '—'}</Fact>
      </dl>
      {sheet.may_change && !past && (
        <Button size="small" onClick={() => setChanging(!changing)} aria-expanded={changing}>
          {t('firms.change')}
        </Button>
      )}
      {changing && <ChangeForm key={row.version} sheet={sheet} today={today} done={() => setChanging(false)} cancel={() => setChanging(false)} />}
    </section>
  );
}

function Months({ sheet, past }: { sheet: EnterpriseSheet; past: boolean }) {
  const { t, lang } = useWords();
  const [telling, setTelling] = useState(false);
  const { months, row } = sheet;
  const last = months[months.length - 1];
  const known = months.find((own) => own.month === sheet.next_month);
  const finding = last ? t('firms.finding', { month: monthOf(last.month, lang), output: money(last.output_fen, lang), growth: growth(last.output_on_year) }) : t('firms.noFigures');
  return (
    <section className="card">
      <h2 className="firm-finding">{finding}</h2>
      {sheet.may_record && !past && (
        <Button size="small" onClick={() => setTelling(!telling)} aria-expanded={telling}>
          {t('firms.tellMonth', { month: monthOf(sheet.next_month, lang) })}
        </Button>
      )}
      {telling && <FigureForm key={`${row.version}-${sheet.next_month}`} id={row.id} version={row.version} month={sheet.next_month} known={known} before={last === known ? months[months.length - 2] : last} done={() => setTelling(false)} cancel={() => setTelling(false)} />}
      {months.length > 1 && (
        <>
          <MonthCourse months={months} label={finding} />
          <p className="quiet-note">{t('firms.courseHow')}</p>
        </>
      )}
      {months.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('firms.months')}>
          <table className="plain boxed firm-months">
            <thead>
              <tr>
                <th>{t('firms.month')}</th>
                <th className="number">{t('firms.figures.output_fen')}</th>
                <th className="number">{t('firms.onYear')}</th>
                <th className="number">{t('firms.onMonth')}</th>
                <th className="number">{t('firms.figures.orders_fen')}</th>
                <th className="number">{t('firms.figures.electricity_kwh')}</th>
                <th className="number">{t('firms.figures.capacity_use')}</th>
                <th>{t('firms.source')}</th>
              </tr>
            </thead>
            <tbody>
              {[...months].reverse().map((own) => (
                <tr key={own.month}>
                  <th scope="row">{monthOf(own.month, lang)}</th>
                  <td className="number">{money(own.output_fen, lang)}</td>
                  <td className={(own.output_on_year ?? 0) < 0 ? 'number bad' : 'number'}>{growth(own.output_on_year)}</td>
                  <td className={(own.output_on_month ?? 0) < 0 ? 'number bad' : 'number'}>{growth(own.output_on_month)}</td>
                  <td className="number">{money(own.orders_fen, lang)}</td>
                  <td className="number">{power(own.electricity_kwh, lang)}</td>
                  <td className="number">{percent(own.capacity_use)}</td>
                  <td>
                    {say(own.source_word, lang)}
                    <small className="quiet-note">
                      {' '}
                      #{own.seq}
                      {own.revised > 0 && ` · ${t('firms.revised', { count: own.revised })}`}
                    </small>
                    {own.answers.map((answer, at) => (
                      <small key={at} className="firm-answer">
                        {t(`firms.figures.${answer.figure}`)}：{say(answer.asked, lang)} — {say(answer.reason, lang)}
                      </small>
                    ))}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Requests({ sheet, past, today }: { sheet: EnterpriseSheet; past: boolean; today: string }) {
  const { t } = useWords();
  const [raising, setRaising] = useState(false);
  const navigate = useNavigate();
  return (
    <section className="card">
      <h2>{t('requests.title')}</h2>
      {sheet.may_raise && !past && (
        <Button size="small" onClick={() => setRaising(!raising)} aria-expanded={raising}>
          {t('requests.raiseOne')}
        </Button>
      )}
      {raising && <RaiseForm today={today} enterprise={sheet.row.id} done={() => setRaising(false)} cancel={() => setRaising(false)} />}
      {sheet.requests.length === 0 ? <p className="quiet-note">{t('requests.none')}</p> : <RequestTable rows={sheet.requests} whose={false} pick={(n) => void navigate({ to: '/requests', search: { n, over: true } })} />}
    </section>
  );
}

function Plan({ sheet, past, today }: { sheet: EnterpriseSheet; past: boolean; today: string }) {
  const { t } = useWords();
  const [agreeing, setAgreeing] = useState(false);
  const { row, plan } = sheet;
  return (
    <section className="card">
      <h2>{t('firms.plan')}</h2>
      {sheet.may_change && !past && (
        <Button size="small" onClick={() => setAgreeing(!agreeing)} aria-expanded={agreeing}>
          {t(plan ? 'firms.agreeAgain' : 'firms.agree')}
        </Button>
      )}
      {agreeing && <PlanForm key={row.version} sheet={sheet} today={today} done={() => setAgreeing(false)} cancel={() => setAgreeing(false)} />}
      {plan ? <PlanPart plan={plan} of={sheet.may_record && !past ? { id: row.id, version: row.version, today } : undefined} /> : <p className="quiet-note">{t('firms.noPlan')}</p>}
    </section>
  );
}

function History({ answer }: { answer: EnterpriseAnswer }) {
  const { t, lang } = useWords();
  return (
    <section className="card">
      <h2>{t('firms.record')}</h2>
      <ul className="happenings">
        {[...answer.history].reverse().map((change) => (
          <li key={change.seq}>
            <time>{change.effective_on ?? ''}</time>
            <span>
              {say(change.text, lang)}
              <small>
                {change.actor} · {momentText(change.recorded_at)} · #{change.seq}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
