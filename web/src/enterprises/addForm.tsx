import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { enterpriseChoicesQuery } from './queries';

interface Props {
  today: string;
  done: () => void;
  cancel: () => void;
}

/** An enterprise with the unit that answers for it and whom it may call. */
export function AddForm({ today, done, cancel }: Props) {
  const { t, lang } = useWords();
  const choices = useQuery(enterpriseChoicesQuery).data;
  const [name, setName] = useState('');
  const [code, setCode] = useState('');
  const [industry, setIndustry] = useState('');
  const [lead, setLead] = useState<string>();
  const [assistant, setAssistant] = useState<string>();
  const [contact, setContact] = useState('');
  const send = useCommand();
  const search = { optionFilterProp: 'label' } as const;
  return (
    <form
      className="item-form firm-add"
      onSubmit={(event) => {
        event.preventDefault();
        const more = { assistant: assistant ?? null, contact: contact.trim() || null };
        send.mutate({ add_enterprise: { name: name.trim(), code: code.trim(), industry: industry.trim(), lead: lead ?? '', effective_on: today, ...more } }, { onSuccess: done });
      }}
    >
      <div className="assign-grid">
        <Labelled text={t('firms.name')}>
          <Input aria-label={t('firms.name')} value={name} onChange={(event) => setName(event.target.value)} />
        </Labelled>
        <Labelled text={t('firms.code')}>
          <Input aria-label={t('firms.code')} value={code} onChange={(event) => setCode(event.target.value)} />
        </Labelled>
        <Labelled text={t('firms.industry')}>
          <Input aria-label={t('firms.industry')} value={industry} onChange={(event) => setIndustry(event.target.value)} />
        </Labelled>
        <Labelled text={t('firms.lead')}>
          <Select className="firm-lead" aria-label={t('firms.lead')} showSearch={search} value={lead} options={(choices?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={setLead} />
        </Labelled>
        <Labelled text={t('firms.assistant')}>
          <Select aria-label={t('firms.assistant')} allowClear showSearch={search} value={assistant} options={(choices?.assistants ?? []).map((own) => ({ value: own.id, label: say(own.name, lang) }))} onChange={setAssistant} />
        </Labelled>
        <Labelled text={t('firms.contact')} how={t('firms.contactHow')}>
          <Input aria-label={t('firms.contact')} value={contact} onChange={(event) => setContact(event.target.value)} />
        </Labelled>
      </div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!name.trim() || !lead} loading={send.isPending}>
          {t('firms.add')}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
