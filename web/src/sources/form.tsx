import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import type { SourceList, SourceRow } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

interface Props {
  list: SourceList;
  source?: SourceRow;
  done: () => void;
}

/** A system: what it is called, and the fields that come from it. */
export function SourceForm({ list, source, done }: Props) {
  const { t, lang } = useWords();
  const [name, setName] = useState(source?.name.zh ?? '');
  const [nameEn, setNameEn] = useState(source && source.name.en !== source.name.zh ? source.name.en : '');
  const [key, setKey] = useState(source?.key ?? '');
  const [fields, setFields] = useState(source?.fields.map((own) => own.key) ?? []);
  const send = useCommand();
  const taken = new Set(list.sources.filter((own) => own.key !== source?.key).flatMap((own) => own.fields.map((field) => field.key)));
  const known = new Map([...list.choices, ...(source?.fields ?? [])].map((own) => [own.key, own.label]));
  const choices = [...known].filter(([field]) => !taken.has(field)).map(([value, label]) => ({ value, label: say(label, lang) }));
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        const define_source = { key: key.trim(), name: { zh: name.trim(), en: nameEn.trim() || name.trim() }, fields };
        send.mutate({ define_source }, { onSuccess: done });
      }}
    >
      <div className="assign-grid">
        <Labelled text={t('sources.name')}>
          <Input aria-label={t('sources.name')} value={name} onChange={(event) => setName(event.target.value)} />
        </Labelled>
        <Labelled text={t('sources.nameEn')}>
          <Input aria-label={t('sources.nameEn')} value={nameEn} onChange={(event) => setNameEn(event.target.value)} />
        </Labelled>
        <Labelled text={t('sources.key')} how={t('sources.keyHow')}>
          <Input aria-label={t('sources.key')} value={key} disabled={source !== undefined} onChange={(event) => setKey(event.target.value)} />
        </Labelled>
      </div>
      <Labelled text={t('sources.fields')}>
        <Select mode="multiple" aria-label={t('sources.fields')} value={fields} options={choices} showSearch={{ optionFilterProp: 'label' }} onChange={setFields} />
      </Labelled>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!name.trim() || !key.trim()} loading={send.isPending}>
          {t('sources.save')}
        </Button>
        <Button onClick={done}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
