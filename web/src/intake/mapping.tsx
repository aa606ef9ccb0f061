// The mapping as a list: on a phone, and for forms and transposed sheets, whose columns are no
// columns.

import { Select } from 'antd';

import type { ColumnMapping, Mapping } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import { assign, editColumn } from './mapEdit';
import { choices, isMoney, MONEY_UNITS, sureOf, targetName } from './targets';

export function MappingTable({ mapping, change }: { mapping: Mapping; change: (mapping: Mapping) => void }) {
  const { t } = useWords();
  return mapping.sheets.map((sheet, at) => (
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
              key={`${column.column} ${index}`}
              column={column}
              year={mapping.defaults?.year ?? new Date().getFullYear()}
              assign={(target) => change(assign(mapping, at, index, target))}
              edit={(part) => change(editColumn(mapping, at, index, part))}
            />
          ))}
        </tbody>
      </table>
    </div>
  ));
}

interface RowProps {
  column: ColumnMapping;
  year: number;
  assign: (target: string) => void;
  edit: (part: Partial<ColumnMapping>) => void;
}

function Row({ column, year, assign: hold, edit }: RowProps) {
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
          onChange={hold}
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
