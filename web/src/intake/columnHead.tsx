// The head of a column: what it is called, what it holds, how sure that is; something can be
// dropped on it.

import { Button, Select } from 'antd';
import { useState } from 'react';

import type { ColumnMapping } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import type { Carried } from './mapGrid';
import { choices, isMoney, MONEY_UNITS, sureOf, targetName } from './targets';

interface Props {
  column: ColumnMapping;
  year: number;
  carried: Carried | null;
  pick: () => void;
  let: () => void;
  drop: () => void;
  edit: (target: string) => void;
  measure: (unit: string) => void;
}

export function ColumnHead({ column, year, carried, pick, let: letGo, drop, edit, measure }: Props) {
  const { t, lang } = useWords();
  const [over, setOver] = useState(false);
  const sure = sureOf(column.confidence ?? 0);
  const ignored = column.target === 'ignore';
  const classes = ['map-head', sure, ignored && 'ignored', over && carried && 'over'].filter(Boolean).join(' ');
  return (
    <th
      scope="col"
      className={classes}
      data-column={column.column}
      onDragOver={(event) => {
        if (!carried) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        drop();
      }}
    >
      <span className="map-letter">{column.column}</span>
      <span className="map-header">{column.header || '—'}</span>
      {carried && (
        <Button size="small" className="map-drop" onClick={drop}>
          {t('intake.putHere', { column: column.column })}
        </Button>
      )}
      <span
        className="map-field"
        draggable={!ignored}
        onDragStart={(event) => {
          event.dataTransfer.setData('text/plain', column.target);
          event.dataTransfer.effectAllowed = 'move';
          pick();
        }}
        onDragEnd={letGo}
      >
        {!ignored && (
          <span className="map-grip" aria-hidden="true">
            ⠿
          </span>
        )}
        <Select
          className="target"
          showSearch={{ optionFilterProp: 'label' }}
          aria-label={`${t('intake.field')} ${column.column}`}
          value={column.target}
          onChange={edit}
          options={choices(column.header, column.target, year).map((key) => ({ value: key, label: say(targetName(key), lang) }))}
          popupMatchSelectWidth={260}
          variant="borderless"
        />
      </span>
      {isMoney(column.target) && (
        <Select
          className="measure"
          aria-label={`${t('intake.measure')} ${column.column}`}
          value={column.unit ?? undefined}
          onChange={measure}
          options={[...new Set([...MONEY_UNITS, ...(column.unit ? [column.unit] : [])])].map((unit) => ({ value: unit, label: unit }))}
          variant="borderless"
        />
      )}
      <span className={`sure ${sure}`}>
        {(column.confidence ?? 0) >= 100 ? t('intake.settled') : `${t(`intake.sures.${sure}`)} ${column.confidence ?? 0}%`}
      </span>
    </th>
  );
}
