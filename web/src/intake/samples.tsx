import { useQuery } from '@tanstack/react-query';

import { cellsQuery } from '../api/queries';
import { useWords } from '../words';
import { columnNumber, type SheetMapping } from './mapEdit';

const ROWS = 6;

/** The first rows under the header, as the file has them. */
export function Samples({ id, sheet }: { id: string; sheet: SheetMapping }) {
  const { t } = useWords();
  const numbers = sheet.columns.map((column) => columnNumber(column.column));
  const last = Math.max(1, ...numbers.map((number) => number ?? 1));
  const row = Number(sheet.header_rows[1] ?? 1) + 1;
  const cells = useQuery(cellsQuery(id, { sheet: sheet.sheet, row, rows: ROWS, column: 1, columns: last }));
  if (!cells.data) {
    return (
      <tbody>
        <tr>
          <td colSpan={numbers.length} className="quiet-note">
            {cells.isError ? t('state.failed') : t('state.loading')}
          </td>
        </tr>
      </tbody>
    );
  }
  return (
    <tbody>
      {cells.data.rows.map((line, at) => (
        <tr key={at}>
          {numbers.map((number, index) => {
            const text = number === null ? '' : (line[number - 1] ?? '');
            return (
              <td key={index} title={text} className={sheet.columns[index]?.target === 'ignore' ? 'ignored' : undefined}>
                {text}
              </td>
            );
          })}
        </tr>
      ))}
    </tbody>
  );
}
