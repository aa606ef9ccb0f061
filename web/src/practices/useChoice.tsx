import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';

import { problemsQuery, sessionQuery, wallQuery } from '../api/queries';
import type { PracticeSheet } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';

interface Choice {
  value: string;
  label: string;
}

/** What a practice may have been used for: open problems first, then projects; a unit sees its own. */
export function useUseChoices(sheet: PracticeSheet): Choice[] {
  const { lang } = useWords();
  const session = useQuery(sessionQuery).data;
  const problems = useQuery(problemsQuery({})).data?.problems ?? [];
  const rows = useQuery(wallQuery({})).data?.rows ?? [];
  const office = session?.may.includes('run_cycles') ?? false;
  const mine = (unit: string | undefined) => office || (unit !== undefined && unit === session?.unit);
  const taken = new Set([...sheet.used.map((used) => used.key), sheet.source.key]);
  const ofProblems = problems
    .filter((row) => mine(row.owner?.id) || mine(row.lead?.id))
    .map((row) => ({ value: row.id, label: `${row.id} ${row.project_name} · ${row.kind} · ${say(row.description, lang)}` }));
  const ofProjects = rows.filter((row) => mine(row.unit?.id)).map((row) => ({ value: row.id, label: `${row.id} ${row.name}` }));
  return [...ofProblems, ...ofProjects].filter((choice) => !taken.has(choice.value));
}

export function UseChoice({ choices, value, change }: { choices: Choice[]; value: string | undefined; change: (value: string) => void }) {
  const { t } = useWords();
  return <Select className="practice-use-for" aria-label={t('practices.useFor')} showSearch={{ optionFilterProp: 'label' }} value={value} options={choices} onChange={change} />;
}
