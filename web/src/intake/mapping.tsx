// Which column holds what: guessed, shown, corrected by hand.

import { Button, Select } from 'antd';

import type { ColumnMapping, Mapping } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { useWords } from '../words';
import { choices, isMoney, MONEY_UNITS, sureOf, targetName } from './targets';


interface Props {
  mapping: Mapping;
  change: (mapping: Mapping) => void;
  changed: boolean;
  busy: boolean;
  error: unknown;
  send: () => void;
}

export function MappingTable({ mapping, change, changed, busy, error, send }: Props) {
  const { t } = useWords();
  const edit = (sheet: number, column: number, part: Partial<ColumnMapping>) =>
    change({
      ...mapping,
      sheets: mapping.sheets.map((one, at) =>
        at !== sheet
          ? one
          : {
              ...one,
              // Once a person has set it, it is certain.
              columns: one.columns.map((own, index) =>
                index === column ? { ...own, ...part, confidence: 100 } : own,
              ),
            },
      ),
    });
  const doubtful = mapping.sheets.flatMap((sheet) => sheet.columns).filter((column) => sureOf(column.confidence ?? 0) !== 'high');
  return (
    <details className="card" open={changed || doubtful.length > 0}>
      <summary>
        <h2>{t('intake.mapping')}</h2>
        <span className="quiet-note">{t('intake.mappingHow')}</span>
      </summary>
      {mapping.sheets.map((sheet, at) => (
        <div key={sheet.sheet} className="scroll-x" tabIndex={0} role="region" aria-label={sheet.sheet}>
          <table className="plain mapping">
            <caption>
              {t('intake.sheet')} <b>{sheet.sheet}</b>
            </caption>
            <thead>
              <tr>
                <th />
                <th>{t('intake.header')}</th>
                <th>{t('intake.field')}</th>
                <th>{t('intake.measure')}</th>
                <th>{t('intake.sure')}</th>
              </tr>
            </thead>
            <tbody>
              {sheet.columns.map((column, index) => (
                <Row
                  key={column.column}
                  column={column}
                  year={mapping.defaults?.year ?? new Date().getFullYear()}
                  edit={(part) => edit(at, index, part)}
                />
              ))}
            </tbody>
          </table>
        </div>
      ))}
      <FormError error={error} />
      {changed && (
        <div className="bar">
          <Button type="primary" onClick={send} loading={busy}>
            {t('intake.again')}
          </Button>
        </div>
      )}
    </details>
  );
}

function Row({
  column,
  year,
  edit,
}: {
  column: ColumnMapping;
  year: number;
  edit: (part: Partial<ColumnMapping>) => void;
}) {
  const { t, lang } = useWords();
  const sure = sureOf(column.confidence ?? 0);
  return (
    <tr className={column.target === 'ignore' ? 'ignored' : undefined}>
      <td className="column-name">{column.column}</td>
      <th scope="row">{column.header || '—'}</th>
      <td>
        <Select
          className="target"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={`${t('intake.field')} ${column.column}`}
          value={column.target}
          onChange={(target) => edit({ target, unit: isMoney(target) ? (column.unit ?? '万元') : null })}
          options={choices(column.header, column.target, year).map((key) => ({
            value: key,
            label: say(targetName(key), lang),
          }))}
          popupMatchSelectWidth={260}
        />
      </td>
      <td>
        {isMoney(column.target) && (
          <Select
            className="measure"
            aria-label={`${t('intake.measure')} ${column.column}`}
            value={column.unit ?? undefined}
            onChange={(unit) => edit({ unit })}
            options={[...new Set([...MONEY_UNITS, ...(column.unit ? [column.unit] : [])])].map((unit) => ({ value: unit, label: unit }))}
          />
        )}
      </td>
      <td>
        <span className={`sure ${sure}`}>{t(`intake.sures.${sure}`)}</span>
      </td>
    </tr>
  );
}
