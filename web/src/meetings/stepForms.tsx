// Fixing the book, recording that a meeting was held, cancelling it.

import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';

import type { Command, MeetingSheet } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

interface Props {
  sheet: MeetingSheet;
  close: () => void;
}

export function FixForm({ sheet, close }: Props) {
  const { t } = useWords();
  const [speaksOf, setSpeaksOf] = useState(sheet.speaks_of);
  const { id, version } = sheet.row;
  return (
    <Step how={t('meetings.fixHow')} word={t('meetings.fix')} command={{ fix_book: { id, version, speaks_of: speaksOf } }} close={close}>
      <Labelled text={t('meetings.speaksOf')}>
        <DatePicker aria-label={t('meetings.speaksOf')} allowClear={false} value={dayjs(speaksOf)} onChange={(day) => day && setSpeaksOf(day.format('YYYY-MM-DD'))} />
      </Labelled>
    </Step>
  );
}

export function HoldForm({ sheet, today, close }: Props & { today: string }) {
  const { t, lang } = useWords();
  const { row } = sheet;
  const [on, setOn] = useState(row.on < today ? row.on : today);
  const [absent, setAbsent] = useState<string[]>([]);
  const asked = [...sheet.members, ...sheet.observers].map((own) => ({ value: own.key, label: say(own.name, lang) }));
  return (
    <Step how={t('meetings.holdHow')} word={t('meetings.hold')} command={{ hold_meeting: { id: row.id, version: row.version, on, absent } }} close={close}>
      <Labelled text={t('meetings.heldOn')}>
        <DatePicker aria-label={t('meetings.heldOn')} allowClear={false} value={dayjs(on)} onChange={(day) => day && setOn(day.format('YYYY-MM-DD'))} />
      </Labelled>
      <Labelled text={t('meetings.whoAbsent')}>
        <Select className="hold-absent" aria-label={t('meetings.whoAbsent')} mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={absent} options={asked} onChange={setAbsent} />
      </Labelled>
    </Step>
  );
}

export function CancelForm({ sheet, close }: Props) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const { id, version } = sheet.row;
  return (
    <Step how="" word={t('meetings.cancelIt')} command={{ cancel_meeting: { id, version, reason } }} close={close}>
      <Labelled text={t('meetings.cancelWhy')}>
        <Input aria-label={t('meetings.cancelWhy')} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Labelled>
    </Step>
  );
}

interface StepProps {
  how: string;
  word: string;
  command: Command;
  close: () => void;
  children: ReactNode;
}

function Step({ how, word, command, close, children }: StepProps) {
  const { t } = useWords();
  const send = useCommand();
  return (
    <form
      className="item-form meeting-step"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate(command, { onSuccess: close });
      }}
    >
      {how && <p className="quiet-note">{how}</p>}
      <div className="assign-grid">{children}</div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {word}
        </Button>
        <Button onClick={close}>{t('meetings.cancel')}</Button>
      </div>
    </form>
  );
}
