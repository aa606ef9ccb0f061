// What was told, for those who review it: each figure with last time's, changes marked.

import { useState } from 'react';
import { Button } from 'antd';

import type { FormLine, ReportForm } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import { FillIn } from './fillIn';

export function Told({ form }: { form: ReportForm }) {
  const { t, lang } = useWords();
  const [again, setAgain] = useState(false);
  if (again) return <FillIn form={form} />;
  return (
    <section>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('reports.title', { cycle: say(form.cycle_name, lang) })}>
        <table className="item-table report-table">
          <thead>
            <tr>
              <th>{t('reports.project')}</th>
              {form.columns.map((column) => (
                <th key={column.key} className={column.takes === 'money' || column.takes === 'share' ? 'number' : undefined}>
                  {say(column.label, lang)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {form.lines.map((line) => (
              <Row key={line.project} form={form} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      {form.answers.length > 0 && (
        <div className="card report-answers">
          <h2>{t('reports.answers')}</h2>
          <dl>
            {form.answers.map((answer) => (
              <div key={`${answer.question} ${answer.project} ${answer.field}`}>
                <dt>{say(answer.text, lang)}</dt>
                <dd>{say(answer.reason, lang)}</dd>
              </div>
            ))}
          </dl>
        </div>
      )}
      {form.may.includes('submit') && (
        <Button className="report-again" onClick={() => setAgain(true)}>
          {t('reports.submitAgain')}
        </Button>
      )}
    </section>
  );
}

function Row({ form, line }: { form: ReportForm; line: FormLine }) {
  const { t, lang } = useWords();
  return (
    <tr data-project={line.project}>
      <th scope="row">
        {line.name}
        <small>{line.stage}</small>
        {line.stage_told && <small className="item-notes">{say(line.stage_told, lang)}</small>}
        {line.problems.map((problem, at) => (
          <small key={at} className="bad">
            {problem.kind} · {say(problem.severity_word, lang)} · {say(problem.description, lang)}
          </small>
        ))}
      </th>
      {form.columns.map((column, at) => {
        const cell = line.cells[at];
        const number = column.takes === 'money' || column.takes === 'share';
        return (
          <td key={column.key} className={[number && 'number', cell?.told && cell.changed && 'report-changed'].filter(Boolean).join(' ') || undefined} title={cell?.told ? t(cell.changed ? 'reports.changed' : 'reports.same') : undefined}>
            <small className="report-label">{say(column.label, lang)}</small>
            {cell?.told ? say(cell.told.shown, lang) : t('reports.none')}
            <small>
              {t('reports.lastTime')} {cell?.known ? say(cell.known.shown, lang) : t('reports.none')}
            </small>
          </td>
        );
      })}
    </tr>
  );
}
