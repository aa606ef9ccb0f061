import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import type { EnterpriseSheet } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { enterpriseChoicesQuery } from './queries';

interface Line {
  key: number | null;
  what: string;
  unit?: string;
  due: string | null;
}

interface Props {
  sheet: EnterpriseSheet;
  today: string;
  done: () => void;
  cancel: () => void;
}

/** A version of the plan: measures that go on keep their number and state. */
export function PlanForm({ sheet, today, done, cancel }: Props) {
  const { t, lang } = useWords();
  const choices = useQuery(enterpriseChoicesQuery).data;
  const [document, setDocument] = useState('');
  const empty: Line = { key: null, what: '', due: null };
  const [lines, setLines] = useState<Line[]>(() => [...(sheet.plan?.measures ?? []).map((own) => ({ key: own.key, what: say(own.what, lang), unit: own.unit.id, due: own.due_on < today ? today : own.due_on })), empty]);
  const send = useCommand();
  const filled = lines.filter((line) => line.what.trim());
  const lacking = filled.length === 0 || !document.trim() || filled.some((line) => !line.unit || !line.due);
  const change = (at: number, more: Partial<Line>) => setLines(lines.map((line, index) => (index === at ? { ...line, ...more } : line)));
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        const measures = filled.map((line) => ({ key: line.key, what: line.what.trim(), unit: line.unit ?? '', due_on: line.due ?? today, request: null }));
        send.mutate({ agree_plan: { id: sheet.row.id, version: sheet.row.version, document: document.trim(), measures, effective_on: today } }, { onSuccess: done });
      }}
    >
      <Labelled text={t('items.document')}>
        <Input aria-label={t('items.document')} value={document} onChange={(event) => setDocument(event.target.value)} />
      </Labelled>
      {lines.map((line, at) => (
        <div key={at} className="plan-line">
          <Input aria-label={`${t('firms.measure')} ${at + 1}`} placeholder={t('firms.measure')} value={line.what} onChange={(event) => change(at, { what: event.target.value })} />
          <Select aria-label={`${t('firms.measureUnit')} ${at + 1}`} placeholder={t('firms.measureUnit')} showSearch={{ optionFilterProp: 'label' }} value={line.unit} options={(choices?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={(unit) => change(at, { unit })} />
          <DatePicker aria-label={`${t('items.due')} ${at + 1}`} placeholder={t('items.due')} value={line.due ? dayjs(line.due) : null} onChange={(day) => change(at, { due: day ? day.format('YYYY-MM-DD') : null })} />
        </div>
      ))}
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button onClick={() => setLines([...lines, empty])}>{t('firms.moreMeasures')}</Button>
        <Button type="primary" htmlType="submit" disabled={lacking} loading={send.isPending}>
          {t('firms.agree')}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
