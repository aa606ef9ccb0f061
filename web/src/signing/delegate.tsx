// 委托: a head has somebody sign for a time; the office records a letter in the head's name.

import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { Signoff } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

const FORMS = ['ten_days', 'month', 'quarter'] as const;
type Form = (typeof FORMS)[number];

export function DelegateForm({ board, done }: { board: Signoff; done: () => void }) {
  const { t, lang } = useWords();
  const today = useQuery(zoneQuery).data?.today ?? '';
  const [principal, setPrincipal] = useState<string | null>(board.own_person);
  const [delegate, setDelegate] = useState<string>();
  const [forms, setForms] = useState<Form[]>(['month']);
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState('');
  const [document, setDocument] = useState('');
  const send = useCommand();
  const people = board.choices.filter((one) => one.id.startsWith('R')).map((one) => ({ value: one.id, label: say(one.name, lang) }));
  const ready = principal && delegate && forms.length > 0 && from && until && document.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (delegate) send.mutate({ delegate_signing: { unit: board.unit.id, principal, delegate, forms, from, until, document: document.trim() } }, { onSuccess: done });
      }}
    >
      {board.own_person === null && (
        <Labelled text={t('signing.principal')}>
          <Select aria-label={t('signing.principal')} showSearch optionFilterProp="label" value={principal ?? undefined} options={people} onChange={setPrincipal} />
        </Labelled>
      )}
      <Labelled text={t('signing.to')}>
        <Select aria-label={t('signing.to')} showSearch optionFilterProp="label" value={delegate} options={people.filter((one) => one.value !== principal)} onChange={setDelegate} />
      </Labelled>
      <Labelled text={t('signing.forms')}>
        <Select mode="multiple" aria-label={t('signing.forms')} value={forms} options={FORMS.map((one) => ({ value: one, label: t(`signing.form.${one}`) }))} onChange={setForms} />
      </Labelled>
      <div className="item-form-line">
        <Labelled text={t('signing.from')}>
          <DatePicker aria-label={t('signing.from')} value={from ? dayjs(from) : null} minDate={dayjs(today)} onChange={(day) => setFrom(day ? day.format('YYYY-MM-DD') : '')} />
        </Labelled>
        <Labelled text={t('signing.until')}>
          <DatePicker aria-label={t('signing.until')} value={until ? dayjs(until) : null} minDate={dayjs(from || today)} onChange={(day) => setUntil(day ? day.format('YYYY-MM-DD') : '')} />
        </Labelled>
      </div>
      <Labelled text={t('signing.document')}>
        <Input aria-label={t('signing.document')} value={document} onChange={(event) => setDocument(event.target.value)} />
      </Labelled>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={send.isPending}>
          {t('signing.delegate')}
        </Button>
        <Button onClick={done}>{t('signing.cancel')}</Button>
      </div>
    </form>
  );
}
