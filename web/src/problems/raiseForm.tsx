import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { sessionQuery, wallQuery } from '../api/queries';
import { FormError } from '../app/problems';
import { SEVERITIES } from '../app/search';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { Offers } from '../practices/offers';
import { useWords } from '../words';

/** The problem that an event raised. */
async function raisedBy(project: string, seq: number): Promise<string | undefined> {
  const board = await ask(api.GET('/problems', { params: { query: { project } } }));
  return board.problems.find((row) => row.seq === seq)?.id;
}

interface Props {
  today: string;
  units: readonly { id: string; name: string }[];
  done: () => void;
  cancel: () => void;
}

/** A problem is raised with what it blocks, who must solve it, by when, and what it costs. */
export function RaiseForm({ today, units, done, cancel }: Props) {
  const { t } = useWords();
  const session = useQuery(sessionQuery).data;
  const rows = useQuery(wallQuery({})).data?.rows ?? [];
  const [project, setProject] = useState<string>();
  const [kind, setKind] = useState<string>();
  const [severity, setSeverity] = useState<(typeof SEVERITIES)[number]>('serious');
  const [owner, setOwner] = useState<string>();
  const [days, setDays] = useState(0);
  const [due, setDue] = useState<string | null>(null);
  const [description, setDescription] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const send = useCommand();
  const use = useCommand();
  // A unit raises problems of its own projects.
  const own = session?.may.includes('run_cycles') ? rows : rows.filter((row) => row.unit?.id === session?.unit);
  const search = { optionFilterProp: 'label' } as const;
  const kinds = t('problems.kinds', { returnObjects: true }) as unknown as string[];
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(
          { raise_problem: { project: project ?? '', kind: kind ?? '', severity, owner: owner ?? null, delay_days: days, description: description.trim(), due_on: due, effective_on: today } },
          {
            onSuccess: async (recorded) => {
              // What was chosen counts for the problem that now has its id.
              const raised = chosen.length > 0 ? await raisedBy(project ?? '', recorded.first) : undefined;
              for (const id of raised ? chosen : []) await use.mutateAsync({ use_practice: { id, used_for: raised ?? '' } });
              done();
            },
          },
        );
      }}
    >
      <Labelled text={t('problems.description')}>
        <Input.TextArea aria-label={t('problems.description')} rows={2} value={description} onChange={(event) => setDescription(event.target.value)} />
      </Labelled>
      <div className="assign-grid">
        <Labelled text={t('problems.project')}>
          <Select className="raise-project" aria-label={t('problems.project')} showSearch={search} value={project} options={own.map((row) => ({ value: row.id, label: row.name }))} onChange={setProject} />
        </Labelled>
        <Labelled text={t('problems.kind')}>
          <Select className="raise-kind" aria-label={t('problems.kind')} value={kind} options={kinds.map((one) => ({ value: one, label: one }))} onChange={setKind} />
        </Labelled>
        <Labelled text={t('problems.severity')}>
          <Select aria-label={t('problems.severity')} value={severity} options={SEVERITIES.map((one) => ({ value: one, label: t(`problems.severities.${one}`) }))} onChange={setSeverity} />
        </Labelled>
        <Labelled text={t('problems.owner')}>
          <Select aria-label={t('problems.owner')} allowClear showSearch={search} value={owner} options={units.map((unit) => ({ value: unit.id, label: unit.name }))} onChange={setOwner} />
        </Labelled>
        <Labelled text={t('problems.costs')}>
          <InputNumber aria-label={t('problems.costs')} min={0} max={3650} precision={0} value={days} onChange={(value) => setDays(value ?? 0)} />
        </Labelled>
        <Labelled text={t('problems.due')}>
          <DatePicker aria-label={t('problems.due')} value={due ? dayjs(due) : null} onChange={(day) => setDue(day ? day.format('YYYY-MM-DD') : null)} />
        </Labelled>
      </div>
      {(kind !== undefined || description.trim().length > 3) && <Offers project={project} kind={kind} words={description} chosen={chosen} choose={(id) => setChosen(chosen.includes(id) ? chosen.filter((own) => own !== id) : [...chosen, id])} />}
      <FormError error={send.error ?? use.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!project || !kind || !description.trim()} loading={send.isPending}>
          {t('problems.raise')}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
