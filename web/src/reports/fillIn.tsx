// The form: a line a project, last time's value under each field, questions beside what caused
// them. Nothing typed is lost through a refusal.

import { keepPreviousData, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useEffect, useMemo, useState } from 'react';

import { api, ask, Refused } from '../api/client';
import { execute, refresh, reportQuery } from '../api/queries';
import type { ReportChecked, ReportForm } from '../api/types';
import { FormError, ProblemList } from '../app/problems';
import { Loading } from '../app/states';
import { moment } from '../format/dates';
import { say } from '../format/lang';
import { useWords } from '../words';
import { keyOf, type LineTyped, reportOf, text, type Typed, within } from './draft';
import { Line } from './line';
import { OwnTableIn } from './ownTable';
import { cellsOf, rowsOf, sumOf, type SubmitReport } from './parse';
import { draftQuery, type KeptDraft, useKept } from './useDraft';

/** Time to stop typing before the report is looked at. */
const PAUSE_MS = 400;

/** The form with the writer's draft in it, once it is known whether there is one. */
export function FillIn({ form }: { form: ReportForm }) {
  const draft = useQuery(draftQuery(form.id));
  if (draft.isPending) return <Loading />;
  return <Filled key={draft.data?.savedAt ?? 'none'} form={form} draft={draft.data ?? null} />;
}

function Filled({ form, draft }: { form: ReportForm; draft: KeptDraft | null }) {
  const { t, lang } = useWords();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [start] = useState<Typed>(() => within(form, draft?.typed));
  const [typed, setTyped] = useState<Typed>(start);
  const kept = useKept(form.id, typed, start);
  const { report, unreadable } = useMemo(() => reportOf(form, typed), [form, typed]);
  const correction = typed.correction?.trim() ?? '';
  const checked = useChecked(report);
  const send = useMutation({
    mutationFn: (version: number) => execute({ submit_report: { ...report, version, correction: correction || null } }),
    onSuccess: async (done) => {
      // What a pause may have kept while it was sent is gone too.
      await kept.drop();
      await refresh(queries);
      await navigate({ to: '/reports/$id/receipt/$seq', params: { id: form.id, seq: String(done.first) } });
    },
  });
  const overtaken = send.error instanceof Refused && send.error.problems.some((own) => own.code === 'zone/report-changed' || own.code === 'zone/stale');
  const put = (project: string, change: Partial<LineTyped>) => {
    const line = typed.lines[project];
    if (line) setTyped({ ...typed, lines: { ...typed.lines, [project]: { ...line, ...change } } });
  };
  const answer = (key: string, reason: string) => setTyped({ ...typed, reasons: { ...typed.reasons, [key]: reason } });
  const paste = (clip: string, row: number, column: number) => {
    const filled = pasted(form, typed, clip, row, column);
    if (filled) setTyped(filled);
    return filled !== null;
  };
  const open = checked?.questions.filter((own) => !typed.reasons[keyOf(own)]?.trim()) ?? [];
  const whole = checked?.questions.filter((own) => own.project === null) ?? [];
  const blocked = unreadable.length > 0 || (checked?.refusals.length ?? 0) > 0 || open.length > 0 || (form.corrects && !correction);
  return (
    <form
      className="report-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) send.mutate(form.version);
      }}
    >
      <p className="quiet-note">{t('reports.pasteHow')}</p>
      <OwnTableIn form={form} take={(fill) => setTyped(fill)} />
      {draft && (
        <p className="report-draft" role="status">
          {t('reports.draftFound', { at: moment(draft.savedAt) })}
          <Button size="small" onClick={() => void kept.drop()}>
            {t('reports.draftDrop')}
          </Button>
        </p>
      )}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('reports.title', { cycle: say(form.cycle_name, lang) })}>
        <table className="item-table report-table">
          <thead>
            <tr>
              <th>{t('reports.project')}</th>
              {form.columns.map((column) => (
                <th key={column.key} className={column.takes === 'money' || column.takes === 'share' ? 'number' : undefined}>
                  {say(column.label, lang)}
                  {column.needed && <b aria-hidden="true"> *</b>}
                  {column.takes === 'money' && <small>{t('reports.wan')}</small>}
                  {column.takes === 'share' && <small>%</small>}
                </th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {form.lines.map((own, row) => (
              <Line
                key={own.project}
                form={form}
                own={own}
                row={row}
                typed={typed.lines[own.project] ?? { cells: {}, stage: null, problems: [] }}
                questions={checked?.questions.filter((one) => one.project === own.project) ?? []}
                refusals={checked?.refusals.filter((one) => one.place?.subject === own.project) ?? []}
                unreadable={unreadable}
                reasons={typed.reasons}
                put={(change) => put(own.project, change)}
                answer={answer}
                paste={paste}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="report-sum">
        <span>
          {t('reports.sum')} <b>{sumOf(form.lines.map((own) => typed.lines[own.project]?.cells.reported_ytd ?? ''))}</b> {t('reports.wan')}
        </span>
        <label>
          {t('reports.statedSum')}
          <input className="report-cell number" value={typed.sum} onChange={(event) => setTyped({ ...typed, sum: event.target.value })} />
          <small>{t('reports.statedHow')}</small>
        </label>
        <Button size="small" onClick={() => setTyped(lastTime(form, typed))}>
          {t('reports.fillLast')}
        </Button>
      </div>
      {whole.map((own) => (
        <label key={keyOf(own)} className="report-question">
          <span>{say(own.text, lang)}</span>
          <input aria-label={t('reports.question')} placeholder={t('reports.question')} value={typed.reasons[keyOf(own)] ?? ''} onChange={(event) => answer(keyOf(own), event.target.value)} />
        </label>
      ))}
      {form.corrects && (
        <label className="report-question">
          <span>{t('signing.correctionHow')}</span>
          <input data-correction aria-label={t('signing.correction')} placeholder={t('signing.correction')} value={typed.correction ?? ''} onChange={(event) => setTyped({ ...typed, correction: event.target.value })} />
        </label>
      )}
      {checked && checked.refusals.length > 0 && (
        <div className="form-error" role="status">
          {t('reports.refusedFirst')}
          <ProblemList problems={checked.refusals} />
        </div>
      )}
      {overtaken ? <Overtaken form={form} take={(version) => send.mutate(version)} error={send.error} /> : <FormError error={send.error} />}
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={blocked} loading={send.isPending}>
          {t(form.submitted_seq === null ? 'reports.submit' : 'reports.submitAgain')}
        </Button>
        {open.length > 0 && <b className="bad">{t('reports.questions', { count: open.length })}</b>}
        {kept.at && <small className="quiet-note" role="status">{t('reports.draftKept', { at: moment(kept.at) })}</small>}
        {checked && <small className="quiet-note">{t('reports.digest')} {checked.digest.slice(0, 12)}</small>}
      </div>
    </form>
  );
}

/** Somebody else was quicker: what differs, and the way to let one's own hold. */
function Overtaken({ form, take, error }: { form: ReportForm; take: (version: number) => void; error: unknown }) {
  const { t } = useWords();
  const newest = useQuery({ ...reportQuery(form.id, { known_at: undefined }), queryKey: ['report-newest', form.id] }).data;
  const by = newest?.steps.findLast((step) => step.receipt)?.by ?? '';
  return (
    <div className="form-error" role="alert">
      <p>{t('reports.version', { by })}</p>
      <FormError error={error} />
      <Button disabled={!newest} onClick={() => newest && take(newest.version)}>
        {t('reports.takeMine')}
      </Button>
    </div>
  );
}

/** The report looked at once nobody types: its questions and refusals. */
function useChecked(report: SubmitReport): ReportChecked | undefined {
  const [asked, setAsked] = useState(report);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(report), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [report]);
  // Reasons change no question.
  const body: SubmitReport = { ...asked, answers: [] };
  const look = queryOptions({
    queryKey: ['report-check', body],
    enabled: asked.lines.length > 0,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => (await ask(api.POST('/reports/check', { body, signal }))) as ReportChecked,
  });
  return useQuery(look).data;
}

/** Last time's figures where nothing is typed: a start, which is asked about if it stays so. */
function lastTime(form: ReportForm, typed: Typed): Typed {
  const lines = { ...typed.lines };
  for (const own of form.lines) {
    const line = lines[own.project];
    if (!line) continue;
    const cells = { ...line.cells };
    form.columns.forEach((column, at) => {
      if (column.takes !== 'other' && !cells[column.key]?.trim()) cells[column.key] = text(column, own.cells[at]?.known ?? null);
    });
    lines[own.project] = { ...line, cells };
  }
  return { ...typed, lines };
}

/** The form after a table was pasted; null where what was pasted is a single value. */
function pasted(form: ReportForm, typed: Typed, clip: string, row: number, column: number): Typed | null {
  const cells = cellsOf(clip);
  if (!cells) return null;
  const { rows, named } = rowsOf(cells, form.lines.map((own) => own.name), row);
  const lines = { ...typed.lines };
  cells.forEach((line, at) => {
    const own = form.lines[rows[at] ?? -1];
    const known = own && lines[own.project];
    if (!own || !known) return;
    const filled = { ...known.cells };
    line.slice(named ? 1 : 0).forEach((value, nth) => {
      const target = form.columns[column + nth];
      if (target && target.takes !== 'other') filled[target.key] = value.trim();
    });
    lines[own.project] = { ...known, cells: filled };
  });
  return { ...typed, lines };
}
