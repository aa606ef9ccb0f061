// 填报矩阵: units and how their reports stand, with the cycles before.

import { Link } from '@tanstack/react-router';

import type { MatrixBoard, MatrixRow, ReportCell } from '../api/types';
import { say } from '../format/lang';
import { Light } from '../light/lightMark';
import { type T, useWords } from '../words';

/** How late, in words: of what has come in, whether it was late then. */
export function daysText(cell: ReportCell, t: T): string {
  const came = cell.state !== 'owed' && cell.state !== 'returned' && cell.state !== 'signing';
  if (cell.days_late > 0) return t(came ? 'reports.submittedLate' : 'reports.late', { count: cell.days_late });
  if (came) return '';
  return cell.days_late === 0 ? t('reports.today') : t('reports.left', { count: -cell.days_late });
}

export function MatrixTable({ board }: { board: MatrixBoard }) {
  const { t, lang } = useWords();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('reports.matrix')}>
      <table className="item-table matrix-table">
        <thead>
          <tr>
            <th>{t('reports.unit')}</th>
            <th className="number">{t('reports.projects')}</th>
            <th>{t('reports.state')}</th>
            <th>{t('reports.due')}</th>
            <th>{t('reports.submittedOn')}</th>
            <th className="number">{t('reports.returned')}</th>
            {board.past.map((name, at) => (
              <th key={at} className="matrix-past">
                {say(name, lang)}
              </th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {board.rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: MatrixRow }) {
  const { t, lang } = useWords();
  const { cell } = row;
  return (
    <tr data-unit={row.unit.id}>
      <th scope="row">{row.unit.name}</th>
      <td className="number">{row.projects}</td>
      <td>
        <span className={`item-state report-${cell.state}`}>{say(cell.word, lang)}</span>
        {cell.hangs && <small className="matrix-hangs">{say(cell.hangs, lang)}</small>}
        {row.colour && <Light colour={row.colour} lang={lang} />}
        <small className={cell.days_late > 0 ? 'bad' : undefined}>{daysText(cell, t)}</small>
      </td>
      <td>
        {row.due_on}
        {row.extended && <small>{t('reports.extended')}</small>}
        {row.extension_asked && <small className="item-notes">{t('reports.asked', { date: row.extension_asked })}</small>}
      </td>
      <td>
        {row.submitted_on ?? '—'}
        {row.by && <small>{row.by}</small>}
      </td>
      <td className="number">{cell.returned > 0 ? t('reports.rounds', { count: cell.returned }) : '—'}</td>
      {row.past.map((past, at) => (
        <td key={at} className="matrix-past">
          {past ? <Past cell={past} /> : '—'}
        </td>
      ))}
      <td className="number">
        {row.may.length > 0 && (
          <Link to="/reports/$id" params={{ id: row.id }}>
            {t(row.may.includes('review') || row.may.includes('accept') ? 'reports.review' : row.may.includes('sign') ? 'reports.acts.sign' : row.may.includes('submit') ? 'reports.fill' : 'reports.open')}
          </Link>
        )}
      </td>
    </tr>
  );
}

function Past({ cell }: { cell: ReportCell }) {
  const { t, lang } = useWords();
  const notes = [cell.days_late > 0 && daysText(cell, t), cell.returned > 0 && `${t('reports.returned')} ${t('reports.rounds', { count: cell.returned })}`].filter(Boolean);
  return (
    <span title={notes.join(' · ') || undefined} className={cell.days_late > 0 ? 'bad' : undefined}>
      {say(cell.word, lang)}
      {notes.length > 0 && <small>{notes.join(' · ')}</small>}
    </span>
  );
}
