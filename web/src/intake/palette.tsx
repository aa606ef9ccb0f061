// All fields there are, under headings; those already in use are marked.

import { Input } from 'antd';
import { useMemo, useState } from 'react';

import type { Mapping } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import type { Carried } from './mapGrid';
import { GROUPS, planKeys, targetName } from './targets';

interface Props {
  mapping: Mapping;
  year: number;
  carried: Carried | null;
  pick: (carried: Carried | null) => void;
}

export function Palette({ mapping, year, carried, pick }: Props) {
  const { t, lang } = useWords();
  const [text, setText] = useState('');
  const used = useMemo(() => {
    const columns = mapping.sheets.flatMap((sheet) => sheet.columns);
    return new Map(columns.map((column) => [column.target, column.column]));
  }, [mapping]);
  const groups = [
    ...GROUPS.slice(0, 3),
    { name: { zh: `${year} 年计划`, en: `Plans of ${year}` }, keys: planKeys(year) },
    ...GROUPS.slice(3),
  ];
  const asked = text.trim().toLowerCase();
  const fits = (key: string) => {
    const name = targetName(key);
    return !asked || `${key} ${name.zh} ${name.en}`.toLowerCase().includes(asked);
  };
  return (
    <aside className="palette" aria-label={t('intake.palette')}>
      <Input allowClear placeholder={t('intake.findField')} aria-label={t('intake.findField')} value={text} onChange={(event) => setText(event.target.value)} />
      {groups.map((group) => {
        const keys = group.keys.filter(fits);
        if (keys.length === 0) return null;
        return (
          <section key={group.name.zh}>
            <h4>{say(group.name, lang)}</h4>
            <div className="chips">
              {keys.map((key) => {
                const held = carried?.target === key && carried.from === undefined;
                const column = key === 'ignore' ? undefined : used.get(key);
                return (
                  <button
                    key={key}
                    type="button"
                    className={column ? 'chip used' : 'chip'}
                    draggable
                    aria-pressed={held}
                    data-field={key}
                    onDragStart={(event) => {
                      event.dataTransfer.setData('text/plain', key);
                      event.dataTransfer.effectAllowed = 'copy';
                      pick({ target: key });
                    }}
                    onDragEnd={() => pick(null)}
                    onClick={() => pick(held ? null : { target: key })}
                  >
                    {say(targetName(key), lang)}
                    {column && <small>{column}</small>}
                  </button>
                );
              })}
            </div>
          </section>
        );
      })}
    </aside>
  );
}
