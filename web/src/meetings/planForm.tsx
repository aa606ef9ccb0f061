// 安排会议: what is settled before a meeting, and settled anew.

import { useQuery } from '@tanstack/react-query';
import { Button, Checkbox, DatePicker, Input, Select, TimePicker } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { itemChoicesQuery } from '../api/queries';
import type { ItemChoices, MeetingSheet, PlanMeeting, Zone } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

const KINDS = ['dispatch', 'exchange', 'site_visit'] as const;

interface Props {
  zone: Zone;
  /** The meeting whose plan is changed; none plans a new one. */
  sheet?: MeetingSheet;
  done: (id: string) => void;
  cancel: () => void;
}

export function PlanForm(props: Props) {
  const choices = useQuery(itemChoicesQuery);
  if (choices.isPending) return <Loading />;
  if (choices.isError) return <Failed error={choices.error} retry={() => void choices.refetch()} />;
  return <Form {...props} choices={choices.data} />;
}

/** The cycle a meeting is about unless somebody says otherwise: the newest that is over. */
function usualCycle(zone: Zone): string | undefined {
  return [...zone.cycles].reverse().find((cycle) => cycle.as_of <= zone.today)?.id;
}

function Form({ zone, sheet, done, cancel, choices }: Props & { choices: ItemChoices }) {
  const { t, lang } = useWords();
  const row = sheet?.row;
  const [kind, setKind] = useState<(typeof KINDS)[number]>(row?.kind ?? 'dispatch');
  const [title, setTitle] = useState(row?.title ?? '');
  const [on, setOn] = useState(row?.on ?? zone.today);
  const [at, setAt] = useState<string | null>(row ? row.at : '14:30');
  const [place, setPlace] = useState(row?.place ?? '');
  const [cycle, setCycle] = useState<string | null | undefined>(row ? row.cycle : usualCycle(zone));
  const [chair, setChair] = useState<string | null>(row?.chair?.key ?? null);
  const [members, setMembers] = useState<string[]>(sheet?.members.map((own) => own.key) ?? []);
  const [observers, setObservers] = useState<string[]>(sheet?.observers.map((own) => own.key) ?? []);
  const [given, setGiven] = useState(false);
  const send = useCommand();
  const units = choices.units.map((unit) => ({ value: unit.id, label: unit.name }));
  const owners = choices.owners.map((one) => ({ value: one.id, label: say(one.name, lang) }));
  const everybody = [...units, ...owners];
  const plan: PlanMeeting = {
    kind, title: title.trim(), on, at: at ? `${at}:00` : null, place: place.trim(), cycle: cycle ?? null, chair, members, observers, given_order: given,
  };
  const submit = () =>
    send.mutate(row ? { change_meeting: { id: row.id, version: row.version, plan } } : { plan_meeting: plan }, {
      onSuccess: async () => done(row?.id ?? (await newest(kind, on))),
    });
  const search = { optionFilterProp: 'label' } as const;
  return (
    <form
      className="item-form assign-form plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="assign-grid">
        <Labelled text={t('meetings.kind')}>
          <Select className="plan-kind" aria-label={t('meetings.kind')} disabled={row !== undefined} value={kind} options={KINDS.map((value) => ({ value, label: t(`meetings.kinds.${value}`) }))} onChange={setKind} />
        </Labelled>
        <Labelled text={t('meetings.subject')} how={t('meetings.subjectHow')}>
          <Input aria-label={t('meetings.subject')} value={title} maxLength={300} onChange={(event) => setTitle(event.target.value)} />
        </Labelled>
        <Labelled text={t('meetings.day')} how={t('meetings.dayHow')}>
          <DatePicker aria-label={t('meetings.day')} allowClear={false} value={dayjs(on)} onChange={(day) => day && setOn(day.format('YYYY-MM-DD'))} />
        </Labelled>
        <Labelled text={t('meetings.time')}>
          <TimePicker aria-label={t('meetings.time')} format="HH:mm" minuteStep={5} needConfirm={false} value={at ? dayjs(`2000-01-01T${at}`) : null} onChange={(time) => setAt(time ? time.format('HH:mm') : null)} />
        </Labelled>
        <Labelled text={t('meetings.place')}>
          <Input className="plan-place" aria-label={t('meetings.place')} value={place} maxLength={300} onChange={(event) => setPlace(event.target.value)} />
        </Labelled>
        <Labelled text={t('meetings.cycle')} how={t('meetings.cycleHow')}>
          <Select aria-label={t('meetings.cycle')} allowClear showSearch={search} value={cycle} options={[...zone.cycles].reverse().map((one) => ({ value: one.id, label: say(one.name, lang) }))} onChange={(value?: string) => setCycle(value ?? null)} />
        </Labelled>
        <Labelled text={t('meetings.chair')}>
          <Select aria-label={t('meetings.chair')} allowClear showSearch={search} value={chair} options={owners} onChange={(value?: string) => setChair(value ?? null)} />
        </Labelled>
      </div>
      <Labelled text={t('meetings.members')} how={t(given ? 'meetings.given' : 'meetings.protocol')}>
        <Select aria-label={t('meetings.members')} mode="multiple" showSearch={search} value={members} options={everybody.filter((one) => !observers.includes(one.value))} onChange={setMembers} />
      </Labelled>
      <Labelled text={t('meetings.observers')}>
        <Select aria-label={t('meetings.observers')} mode="multiple" showSearch={search} value={observers} options={everybody.filter((one) => !members.includes(one.value))} onChange={setObservers} />
      </Labelled>
      <Checkbox checked={given} onChange={(event) => setGiven(event.target.checked)}>
        {t('meetings.given')}
      </Checkbox>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!place.trim()} loading={send.isPending}>
          {t(row ? 'meetings.save' : 'meetings.plan')}
        </Button>
        <Button onClick={cancel}>{t('meetings.cancel')}</Button>
      </div>
    </form>
  );
}

/** The meeting that was just planned: the newest of its kind and day. */
async function newest(kind: string, on: string): Promise<string> {
  const board = await ask(api.GET('/meetings', { params: { query: {} } }));
  const found = board.meetings.filter((own) => own.kind === kind && own.on === on);
  return found.map((own) => own.id).sort((a, b) => Number(b.slice(1)) - Number(a.slice(1)))[0] ?? '';
}
