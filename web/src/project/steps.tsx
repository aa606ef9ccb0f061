// The schedule worked back from the required date, step by step.

import type { ProjectSheet } from '../api/types';
import { useWords } from '../words';

export function Steps({ sheet }: { sheet: ProjectSheet }) {
  const { t } = useWords();
  const { steps, row } = sheet;
  if (steps.length === 0) return <p className="quiet-note">{t('sheet.noSchedule')}</p>;
  const late = row.bars.late_working_days;
  return (
    <>
      {row.bars.required_finish && (
        <p className={late ? 'notice bad' : 'quiet-note'}>
          {late ? t('sheet.lateBy', { count: late }) : t('sheet.onTime')}
        </p>
      )}
      {sheet.provisional_year && (
        <p className="quiet-note">{t('page.provisional', { year: sheet.provisional_year })}</p>
      )}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('sheet.schedule')}>
        <table className="plain steps">
          <thead>
            <tr>
              <th>{t('sheet.step')}</th>
              <th>{t('sheet.start')}</th>
              <th>{t('sheet.finish')}</th>
              <th>{t('sheet.moment')}</th>
              <th className="number">{t('sheet.float')}</th>
              <th className="number">{t('sheet.late')}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((step) => (
              <tr key={step.key} className={step.state}>
                <th scope="row">
                  <span className={`step-mark ${step.state}${step.critical ? ' critical' : ''}`} aria-hidden="true" />
                  {step.name}
                  <span className="sr">{t(`sheet.states.${step.state}`)}</span>
                  {step.critical && step.state !== 'done' && <em>{t('sheet.critical')}</em>}
                  {step.driven_by && step.state === 'ahead' && (
                    <small>
                      {t('sheet.driven')} {step.driven_by}
                    </small>
                  )}
                </th>
                <td>{step.start}</td>
                <td>{step.finish}</td>
                <td>{step.state === 'ahead' ? step.late_start : '—'}</td>
                <td className="number">{step.state === 'done' ? '—' : step.float_days}</td>
                <td className={step.late_days > 0 ? 'number bad' : 'number'}>{step.late_days || '—'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
