// A cell among its neighbours, so that one sees what is meant without opening the spreadsheet.

import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';

import { cellsQuery } from '../api/queries';
import type { Mapping } from '../api/types';
import { Failed } from '../app/states';
import { useWords } from '../words';
import { cellParts, columnName } from './mapEdit';

const ROWS_AROUND = 2;
const COLUMNS_AROUND = 3;
const HEADER_ROWS_MAX = 4;

export function Surroundings({ id, sheet, cell, mapping }: { id: string; sheet: string; cell: string; mapping: Mapping }) {
  const { t } = useWords();
  const [row, column] = cellParts(cell) ?? [1, 1];
  const header = mapping.sheets.find((one) => one.sheet === sheet)?.header_rows ?? [1, 1];
  const [top, bottom] = [Number(header[0] ?? 1), Number(header[1] ?? 1)];
  const columns = { column: Math.max(1, column - COLUMNS_AROUND), columns: 2 * COLUMNS_AROUND + 1 };
  const from = Math.max(1, row - ROWS_AROUND);
  const around = useQuery(cellsQuery(id, { sheet, row: from, rows: 2 * ROWS_AROUND + 1, ...columns }));
  const named = bottom < from && bottom - top < HEADER_ROWS_MAX;
  const heads = useQuery({ ...cellsQuery(id, { sheet, row: top, rows: bottom - top + 1, ...columns }), enabled: named });
  if (around.isError) return <Failed error={around.error} retry={() => void around.refetch()} />;
  if (!around.data) return <p className="quiet-note" role="status">{t('state.loading')}</p>;
  const width = Math.max(1, ...around.data.rows.map((line) => line.length));
  const numbers = Array.from({ length: width }, (_, at) => columns.column + at);
  const line = (cells: readonly string[], number: number, isHead: boolean) => (
    <tr key={number} className={isHead ? 'head' : undefined}>
      <th scope="row">{number}</th>
      {numbers.map((at, index) => (
        <td key={at} className={number === row && at === column ? 'here' : undefined}>
          {cells[index] ?? ''}
        </td>
      ))}
    </tr>
  );
  return (
    <div className="scroll-x surroundings" tabIndex={0} role="region" aria-label={t('intake.around', { place: `${sheet} ${cell}` })}>
      <table>
        <thead>
          <tr>
            <th />
            {numbers.map((at) => (
              <th key={at} scope="col" className={at === column ? 'here' : undefined}>
                {columnName(at)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {named && heads.data?.rows.map((cells, at) => line(cells, top + at, true))}
          {around.data.rows.map((cells, at) => line(cells, from + at, false))}
        </tbody>
      </table>
    </div>
  );
}

/** A place in the file that opens its surroundings. */
export function PlaceButton({ sheet, cell, open, toggle }: { sheet: string; cell: string; open: boolean; toggle: () => void }) {
  return (
    <Button type="link" size="small" className="place-button" aria-expanded={open} onClick={toggle}>
      {sheet} · {cell}
    </Button>
  );
}
