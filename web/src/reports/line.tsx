// One project of the form: its cells with last time's values, its questions, its stage and
// problems behind a button.

import { Fragment, useState, type ClipboardEvent, type KeyboardEvent } from 'react';

import type { FormLine, Problem, ReportColumn, ReportForm, ReportQuestion } from '../api/types';
import { ProblemList } from '../app/problems';
import { decimal } from '../format/figures';
import { type Lang, say } from '../format/lang';
import { useWords } from '../words';
import { keyOf, type LineTyped } from './draft';
import { More } from './more';
import { typedOf } from './parse';

interface Props {
  form: ReportForm;
  own: FormLine;
  row: number;
  typed: LineTyped;
  questions: readonly ReportQuestion[];
  refusals: readonly Problem[];
  unreadable: readonly string[];
  reasons: Record<string, string>;
  put: (change: Partial<LineTyped>) => void;
  answer: (key: string, reason: string) => void;
  paste: (clip: string, row: number, column: number) => boolean;
}

export function Line(props: Props) {
  const { t, lang } = useWords();
  const { form, own, typed, questions, refusals } = props;
  const [open, setOpen] = useState(typed.problems.length > 0);
  const figures = [own.year_plan && t('reports.year', { amount: say(own.year_plan, lang) }), own.total_investment && t('reports.whole', { amount: say(own.total_investment, lang) })];
  const others = refusals.filter((one) => !form.columns.some((column) => column.key === one.place?.field));
  return (
    <Fragment>
      <tr data-project={own.project}>
        <th scope="row">
          {own.name}
          <small>{[own.stage, ...figures].filter(Boolean).join(' · ')}</small>
        </th>
        {form.columns.map((column, at) => (
          <td key={column.key} className={column.takes === 'money' || column.takes === 'share' ? 'number' : undefined}>
            <Cell {...props} column={column} at={at} />
          </td>
        ))}
        <td>
          <button type="button" className="item-open report-more" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('reports.more')}
            {typed.problems.length + (typed.stage ? 1 : 0) > 0 && ` (${typed.problems.length + (typed.stage ? 1 : 0)})`}
          </button>
        </td>
      </tr>
      {(open || questions.length > 0 || others.length > 0) && (
        <tr className="report-under">
          <td colSpan={form.columns.length + 2}>
            {questions.map((question) => (
              <label key={keyOf(question)} className="report-question">
                <span>{say(question.text, lang)}</span>
                <input data-question={question.question} aria-label={`${say(question.text, lang)} · ${t('reports.question')}`} placeholder={t('reports.question')} value={props.reasons[keyOf(question)] ?? ''} onChange={(event) => props.answer(keyOf(question), event.target.value)} />
              </label>
            ))}
            {others.length > 0 && <ProblemList problems={others} />}
            {open && <More form={form} own={own} typed={typed} put={props.put} />}
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function Cell({ own, row, typed, questions, refusals, unreadable, put, paste, column, at }: Props & { column: ReportColumn; at: number }) {
  const { t, lang } = useWords();
  const known = own.cells[at]?.known;
  const told = own.cells[at]?.told;
  const asked = questions.some((question) => question.field === column.key);
  const wrong = unreadable.includes(`${own.project} ${column.key}`);
  const refused = refusals.find((one) => one.place?.field === column.key);
  if (column.takes === 'other') return <>{told ? say(told.shown, lang) : '—'}</>;
  const common = {
    className: ['report-cell', asked && 'asked', (wrong || refused) && 'wrong'].filter(Boolean).join(' '),
    'aria-label': `${own.name} · ${say(column.label, lang)}`,
    'aria-invalid': wrong || refused !== undefined,
    'data-cell': `${row}-${at}`,
    value: typed.cells[column.key] ?? '',
    onPaste: (event: ClipboardEvent) => {
      if (paste(event.clipboardData.getData('text/plain'), row, at)) event.preventDefault();
    },
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => walk(event, row, at, column.takes === 'text'),
  };
  const change = (value: string) => put({ cells: { ...typed.cells, [column.key]: value } });
  return (
    <>
      <small className="report-label" aria-hidden="true">
        {say(column.label, lang)} {column.takes === 'money' ? t('reports.wan') : column.takes === 'share' ? '%' : ''}
      </small>
      {column.takes === 'text' ? (
        <textarea {...common} rows={2} onChange={(event) => change(event.target.value)} />
      ) : (
        <input {...common} inputMode={column.takes === 'date' ? undefined : 'decimal'} onChange={(event) => change(event.target.value)} />
      )}
      <small title={known?.since ?? undefined}>
        {t('reports.lastTime')} {known ? lastText(column, known, lang) : '—'}
      </small>
      {wrong && <small className="bad">{t('reports.unreadable', { kind: t(`reports.kinds.${column.takes}`) })}</small>}
      {refused && <small className="bad">{say(refused.message, lang)}</small>}
    </>
  );
}

/** Last time's value in the unit that is typed: in English amounts are shown by thousands else. */
function lastText(column: ReportColumn, known: NonNullable<FormLine['cells'][number]['known']>, lang: Lang): string {
  return column.takes === 'money' && lang === 'en' ? decimal(typedOf('money', known.number, '')) : say(known.shown, lang);
}

/** Up and down the column; Enter goes down, and sends nothing. In words the arrows stay in the text. */
function walk(event: KeyboardEvent<HTMLElement>, row: number, at: number, words: boolean) {
  const down = event.key === 'Enter' ? 1 : words ? 0 : event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (down === 0 || event.nativeEvent.isComposing || (words && event.shiftKey)) return;
  event.preventDefault();
  const next = document.querySelector<HTMLInputElement>(`[data-cell="${row + down}-${at}"]`);
  next?.focus();
  next?.select();
}
