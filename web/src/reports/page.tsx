// 填报: a unit's report for a cycle. Who may submit fills it in, who reviews sees what differs.

import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';

import { reportQuery, zoneQuery } from '../api/queries';
import type { ReportForm } from '../api/types';
import { Failed, Loading } from '../app/states';
import { daysText } from '../cycles/matrix';
import { say } from '../format/lang';
import { Talk } from '../talk/talk';
import { useWords } from '../words';
import { ReportActs } from './acts';
import { FillIn } from './fillIn';
import { Paper } from './paper';
import { SignedSoFar } from './signing';
import { Told } from './told';

export function ReportPage() {
  const { id } = useParams({ from: '/shell/reports/$id' });
  const report = useQuery(reportQuery(id, {}));
  const today = useQuery(zoneQuery).data?.today ?? '';
  return (
    <div className="page">
      {report.isPending && <Loading />}
      {report.isError && !report.data && <Failed error={report.error} retry={() => void report.refetch()} />}
      {report.data && (
        <>
          <Head form={report.data} />
          <div className="page-body report-body">
            <ReturnedWhy form={report.data} />
            <SignedSoFar form={report.data} />
            {fillsIn(report.data) ? <FillIn key={report.data.version} form={report.data} /> : <Told form={report.data} />}
            <ReportActs form={report.data} today={today} />
            <Paper form={report.data} />
            <Steps form={report.data} />
            <section className="card">
              <Talk subject={report.data.id} today={today} withoutPast />
            </section>
          </div>
        </>
      )}
    </div>
  );
}

/** Whether it is filled in at once; what has come in is looked at first. */
function fillsIn(form: ReportForm): boolean {
  const begun = form.state === 'owed' || form.state === 'returned' || (form.state === 'signing' && form.signing?.given_back === true);
  return form.may.includes('submit') && begun;
}

function Head({ form }: { form: ReportForm }) {
  const { t, lang } = useWords();
  const cell = { state: form.state, word: form.state_word, days_late: form.days_late, returned: form.returned, hangs: null };
  return (
    <header className="page-head">
      <h1>
        {form.unit.name} · {t('reports.title', { cycle: say(form.cycle_name, lang) })}
      </h1>
      <span className={`item-state report-${form.state}`}>{say(form.state_word, lang)}</span>
      <span className={form.days_late > 0 ? 'bad' : 'quiet-note'}>
        {t('reports.due')} {form.due_on}
        {form.moved_from && ` (${t('reports.moved', { date: form.moved_from })})`} {daysText(cell, t)}
      </span>
      <Link to="/cycles" search={{ c: form.cycle }}>
        {t('reports.matrix')}
      </Link>
      <Link to="/units/$id/signing" params={{ id: form.unit.id }}>
        {t('signing.link')}
      </Link>
    </header>
  );
}

/** Why it came back, where its unit sees it first. */
function ReturnedWhy({ form }: { form: ReportForm }) {
  const { lang } = useWords();
  const back = form.state === 'returned' || form.signing?.given_back;
  const last = back ? form.steps.findLast((step) => step.said !== null) : undefined;
  if (!last?.said) return null;
  return (
    <p className="form-error report-why" role="status">
      <b>{say(last.what, lang)}</b>
      {lang === 'zh' ? '：' : ': '}
      {say(last.said, lang)}
    </p>
  );
}

function Steps({ form }: { form: ReportForm }) {
  const { t, lang } = useWords();
  if (form.steps.length === 0) return null;
  return (
    <section className="card">
      <h2>{t('reports.steps')}</h2>
      <ul className="happenings">
        {[...form.steps].reverse().map((step) => (
          <li key={step.seq}>
            <time>{step.on}</time>
            <span>
              <b>{say(step.what, lang)}</b>
              {step.said && `${lang === 'zh' ? '：' : ': '}${say(step.said, lang)}`}
              <small>
                {step.by} · {t('reports.record', { seq: step.seq })}
                {step.receipt && (
                  <>
                    {' · '}
                    <Link to="/reports/$id/receipt/$seq" params={{ id: form.id, seq: String(step.seq) }}>
                      {t('reports.receipt')}
                    </Link>
                  </>
                )}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
