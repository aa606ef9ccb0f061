// 立项: owner, measure, due date and evidence are asked for; without them nothing is opened.

import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { itemChoicesQuery } from '../api/queries';
import type { ItemChoices } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';
import { Labelled } from './labelled';
import { useCommand } from './useCommand';

/** What is known before anybody fills anything in. */
export interface Draft {
  kind?: ItemChoices['kinds'][number]['kind'];
  project?: string;
  problem?: string;
  /** The meeting that asks for it. */
  meeting?: string;
  what?: string;
  lead?: string;
  support?: string[];
  due_on?: string | null;
  source?: { sentence: string; document: string | null; line: number };
}

interface Props {
  today: string;
  draft?: Draft;
  done: () => void;
  cancel: () => void;
}

export function AssignForm(props: Props) {
  const choices = useQuery(itemChoicesQuery);
  if (choices.isPending) return <Loading />;
  if (choices.isError) return <Failed error={choices.error} retry={() => void choices.refetch()} />;
  return <Form {...props} choices={choices.data} />;
}

function Form({ today, draft = {}, done, cancel, choices }: Props & { choices: ItemChoices }) {
  const { t, lang } = useWords();
  const [what, setWhat] = useState(draft.what ?? '');
  const [kind, setKind] = useState<ItemChoices['kinds'][number]['kind']>(draft.kind ?? 'meeting');
  const [lead, setLead] = useState(draft.lead);
  const [support, setSupport] = useState<string[]>(draft.support ?? []);
  const [owedTo, setOwedTo] = useState<string>();
  const [owner, setOwner] = useState<string>();
  const [measure, setMeasure] = useState('');
  const [evidence, setEvidence] = useState<string[]>([]);
  const [due, setDue] = useState(draft.due_on ?? null);
  const send = useCommand();
  const units = choices.units.map((unit) => ({ value: unit.id, label: unit.name }));
  // The people of the lead unit come first: mostly one of them answers for it.
  const own = choices.owners.filter((one) => lead !== undefined && one.unit === lead);
  const owners = [...own, ...choices.owners.filter((one) => !own.includes(one))];
  const limit = choices.kinds.find((one) => one.kind === kind)?.limit_days ?? 0;
  const submit = () =>
    send.mutate(
      {
        assign_item: {
          kind, what: what.trim(), lead: lead ?? '', support, owed_to: owedTo ?? null, owner: owner ?? null,
          measure: measure.trim() || null, evidence, due_on: due, effective_on: today,
          source: draft.source ?? null, project: draft.project ?? null, problem: draft.problem ?? null, meeting: draft.meeting ?? null,
        },
      },
      { onSuccess: done },
    );
  const search = { optionFilterProp: 'label' } as const;
  return (
    <form
      className="item-form assign-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Labelled text={t('items.what')}>
        <Input.TextArea aria-label={t('items.what')} rows={2} value={what} onChange={(event) => setWhat(event.target.value)} />
      </Labelled>
      <div className="assign-grid">
        <Labelled text={t('items.lead')}>
          <Select className="assign-lead" aria-label={t('items.lead')} showSearch={search} value={lead} options={units} onChange={setLead} />
        </Labelled>
        <Labelled text={t('items.support')}>
          <Select aria-label={t('items.support')} mode="multiple" showSearch={search} value={support} options={units.filter((unit) => unit.value !== lead)} onChange={setSupport} />
        </Labelled>
        <Labelled text={t('items.owner')} how={t('items.ownerHow')}>
          <Select className="assign-owner" aria-label={t('items.owner')} showSearch={search} value={owner} options={owners.map((one) => ({ value: one.id, label: say(one.name, lang) }))} onChange={setOwner} />
        </Labelled>
        <Labelled text={t('items.owedTo')}>
          <Select aria-label={t('items.owedTo')} allowClear showSearch={search} placeholder={t('items.office')} value={owedTo} options={units} onChange={setOwedTo} />
        </Labelled>
        <Labelled text={t('items.measure')} how={t('items.measureHow')}>
          <Input className="assign-measure" aria-label={t('items.measure')} value={measure} onChange={(event) => setMeasure(event.target.value)} />
        </Labelled>
        <Labelled text={t('items.evidence')} how={t('items.evidenceHow')}>
          <Select className="assign-evidence" aria-label={t('items.evidence')} mode="tags" value={evidence} options={choices.evidence.map((one) => ({ value: one.kind, label: say(one.word, lang) }))} onChange={setEvidence} />
        </Labelled>
        <Labelled text={t('items.kind')}>
          <Select aria-label={t('items.kind')} value={kind} options={choices.kinds.map((one) => ({ value: one.kind, label: say(one.word, lang) }))} onChange={setKind} />
        </Labelled>
        <Labelled text={t('items.due')} how={due ? undefined : t('items.limit', { count: limit })}>
          <DatePicker aria-label={t('items.due')} value={due ? dayjs(due) : null} onChange={(day) => setDue(day ? day.format('YYYY-MM-DD') : null)} />
        </Labelled>
      </div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!what.trim() || !lead} loading={send.isPending}>
          {t('items.assign')}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
