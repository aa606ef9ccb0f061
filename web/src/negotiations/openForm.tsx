import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { FormError } from '../app/problems';
import { kept } from '../enterprises/figures';
import { enterpriseChoicesQuery } from '../enterprises/queries';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

export function OpenForm({ today, done }: { today: string; done: () => void }) {
  const { t } = useWords();
  const choices = useQuery(enterpriseChoicesQuery).data;
  const [name, setName] = useState('');
  const [lead, setLead] = useState<string>();
  const [amount, setAmount] = useState('');
  const send = useCommand();
  const fen = kept('output_fen', amount);
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ open_deal: { name: name.trim(), enterprise: null, amount_fen: fen ?? 0, lead: lead ?? '', effective_on: today } }, { onSuccess: done });
      }}
    >
      <div className="assign-grid">
        <Labelled text={t('deals.name')}>
          <Input aria-label={t('deals.name')} value={name} onChange={(event) => setName(event.target.value)} />
        </Labelled>
        <Labelled text={t('firms.lead')}>
          <Select aria-label={t('firms.lead')} showSearch={{ optionFilterProp: 'label' }} value={lead} options={(choices?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={setLead} />
        </Labelled>
        <Labelled text={t('deals.amount')} how={t('firms.units.output_fen')}>
          <Input aria-label={t('deals.amount')} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
        </Labelled>
      </div>
      <FormError error={send.error} />
      <Button type="primary" htmlType="submit" disabled={!name.trim() || !lead || typeof fen !== 'number'} loading={send.isPending}>
        {t('deals.open')}
      </Button>
    </form>
  );
}
