import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import type { EnterpriseSheet, EnterpriseState } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { enterpriseChoicesQuery } from './queries';

const STATES: readonly EnterpriseState[] = ['building', 'producing', 'reduced', 'stopped', 'left'];

interface Props {
  sheet: EnterpriseSheet;
  today: string;
  done: () => void;
  cancel: () => void;
}

/** What is known of an enterprise; only what was changed is sent. */
export function ChangeForm({ sheet, today, done, cancel }: Props) {
  const { t, lang } = useWords();
  const { row } = sheet;
  const choices = useQuery(enterpriseChoicesQuery).data;
  const [name, setName] = useState(row.name);
  const [state, setState] = useState(row.state);
  const [lead, setLead] = useState(row.lead?.id);
  const [assistant, setAssistant] = useState<string | null>();
  const [contact, setContact] = useState(say(sheet.contact, lang));
  const [document, setDocument] = useState('');
  const send = useCommand();
  const search = { optionFilterProp: 'label' } as const;
  const changed = {
    ...(name.trim() !== row.name && { name: name.trim() }),
    ...(state !== row.state && { state }),
    ...(lead !== row.lead?.id && { lead }),
    ...(assistant !== undefined && { assistant: assistant ?? '' }),
    ...(contact !== say(sheet.contact, lang) && { contact: contact.trim() }),
  };
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ change_enterprise: { id: row.id, version: row.version, effective_on: today, document: document.trim(), ...changed } }, { onSuccess: done });
      }}
    >
      <div className="assign-grid">
        <Labelled text={t('firms.name')}>
          <Input aria-label={t('firms.name')} value={name} onChange={(event) => setName(event.target.value)} />
        </Labelled>
        <Labelled text={t('firms.state')}>
          <Select aria-label={t('firms.state')} value={state} options={STATES.map((own) => ({ value: own, label: t(`firms.states.${own}`) }))} onChange={setState} />
        </Labelled>
        <Labelled text={t('firms.lead')}>
          <Select aria-label={t('firms.lead')} showSearch={search} value={lead} options={(choices?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={setLead} />
        </Labelled>
        <Labelled text={t('firms.assistant')}>
          <Select aria-label={t('firms.assistant')} allowClear showSearch={search} placeholder={say(row.assistant, lang)} value={assistant ?? undefined} options={(choices?.assistants ?? []).map((own) => ({ value: own.id, label: say(own.name, lang) }))} onChange={(value?: string) => setAssistant(value ?? null)} />
        </Labelled>
        <Labelled text={t('firms.contact')} how={t('firms.contactHow')}>
          <Input aria-label={t('firms.contact')} value={contact} onChange={(event) => setContact(event.target.value)} />
        </Labelled>
        <Labelled text={t('items.document')}>
          <Input aria-label={t('items.document')} value={document} onChange={(event) => setDocument(event.target.value)} />
        </Labelled>
      </div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={Object.keys(changed).length === 0} loading={send.isPending}>
          {t('firms.save')}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
