// The mapping as a table: fields are dragged from the palette onto columns, or picked up with the
// keyboard and put down on one. Each column can also simply be chosen from its list.

import { useState, type KeyboardEvent } from 'react';

import type { Mapping } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import { ColumnHead } from './columnHead';
import { assign, swap, type SheetMapping } from './mapEdit';
import { Palette } from './palette';
import { Samples } from './samples';
import { targetName } from './targets';

/** What is being carried: a field, perhaps from a column of a sheet. */
export interface Carried {
  target: string;
  from?: { sheet: number; column: number };
}

export function MapGrid({ id, mapping, change }: { id: string; mapping: Mapping; change: (mapping: Mapping) => void }) {
  const { t, lang } = useWords();
  const [carried, setCarried] = useState<Carried | null>(null);
  const [said, setSaid] = useState('');
  const year = mapping.defaults?.year ?? new Date().getFullYear();
  const name = (target: string) => say(targetName(target), lang);
  const drop = (sheet: number, column: number) => {
    const own = mapping.sheets[sheet]?.columns[column];
    if (!carried || !own) return;
    const { from, target } = carried;
    const within = from !== undefined && from.sheet === sheet;
    change(within ? swap(mapping, sheet, from.column, column) : assign(mapping, sheet, column, target));
    setSaid(t('intake.dropped', { field: name(target), column: own.column }));
    setCarried(null);
  };
  const pick = (next: Carried | null) => {
    setCarried(next);
    setSaid(next ? t('intake.carrying', { field: name(next.target) }) : '');
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !carried) return;
    event.stopPropagation();
    pick(null);
  };
  return (
    <div className={carried ? 'map carrying' : 'map'} onKeyDown={key}>
      <Palette mapping={mapping} year={year} carried={carried} pick={pick} />
      <div className="map-sheets">
        <p className={carried ? 'map-said carrying' : 'map-said'} role="status">
          {said || t('intake.dragHow')}
        </p>
        {mapping.sheets.map((sheet, at) => (
          <Grid
            key={sheet.sheet}
            id={id}
            sheet={sheet}
            year={year}
            carried={carried}
            pick={(column) => pick({ target: sheet.columns[column]?.target ?? 'ignore', from: { sheet: at, column } })}
            let={() => pick(null)}
            drop={(column) => drop(at, column)}
            edit={(column, target) => change(assign(mapping, at, column, target))}
            measure={(column, unit) =>
              change({
                ...mapping,
                sheets: mapping.sheets.map((one, index) =>
                  index !== at ? one : { ...one, columns: one.columns.map((own, n) => (n === column ? { ...own, unit } : own)) },
                ),
              })
            }
          />
        ))}
      </div>
    </div>
  );
}

interface GridProps {
  id: string;
  sheet: SheetMapping;
  year: number;
  carried: Carried | null;
  pick: (column: number) => void;
  let: () => void;
  drop: (column: number) => void;
  edit: (column: number, target: string) => void;
  measure: (column: number, unit: string) => void;
}

function Grid({ id, sheet, year, carried, pick, let: letGo, drop, edit, measure }: GridProps) {
  const { t } = useWords();
  return (
    <section className="map-sheet">
      <h3>
        {t('intake.sheet')} {sheet.sheet}
      </h3>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={sheet.sheet}>
        <table className="map-grid">
          <thead>
            <tr>
              {sheet.columns.map((column, index) => (
                <ColumnHead
                  key={`${column.column} ${index}`}
                  column={column}
                  year={year}
                  carried={carried}
                  pick={() => pick(index)}
                  let={letGo}
                  drop={() => drop(index)}
                  edit={(target) => edit(index, target)}
                  measure={(unit) => measure(index, unit)}
                />
              ))}
            </tr>
          </thead>
          <Samples id={id} sheet={sheet} />
        </table>
      </div>
    </section>
  );
}
