import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { sessionQuery } from '../api/queries';
import type { RequestKind } from '../api/types';
import { FormError } from '../app/problems';
import { enterpriseChoicesQuery } from '../enterprises/queries';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

interface Props {
  today: string;
  /** Whose, where that is settled. */
  enterprise?: string;
  done: () => void;
  cancel: () => void;
}

/** A request as a unit receives it: whose, what for, in whose words. The receiver stays. */
export function RaiseForm({ today, enterprise, done, cancel }: Props) {
  const { t, lang } = useWords();
  const choices = useQuery(enterpriseChoicesQuery).data;
  const session = useQuery(sessionQuery).data;
  const [whose, setWhose] = useState(enterprise);
  const [kind, setKind] = useState<RequestKind>();
  const [text, setText] = useState('');
  const [unit, setUnit] = useState<string>();
  const send = useCommand();
  const office = session?.may.includes('run_cycles') ?? false;
  const chosen = choices?.kinds.find((own) => own.kind === kind);
  const search = { optionFilterProp: 'label' } as const;
  return (
    <form
      className="item-form request-raise"
      onSubmit={(event) => {
        event.preventDefault();
        if (!kind) return;
        send.mutate({ raise_request: { enterprise: whose ?? '', kind, text: text.trim(), received_by: unit ?? null, project: null, effective_on: today } }, { onSuccess: done });
      }}
    >
      <Labelled text={t('requests.what')}>
        <Input.TextArea className="request-text" aria-label={t('requests.what')} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
      </Labelled>
      <div className="assign-grid">
        {!enterprise && (
          <Labelled text={t('firms.name')}>
            <Select className="request-firm" aria-label={t('firms.name')} showSearch={search} value={whose} options={(choices?.enterprises ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={setWhose} />
          </Labelled>
        )}
        <Labelled text={t('requests.kind')} how={chosen && t('requests.limit', { count: chosen.limit_days })}>
          <Select className="request-kind" aria-label={t('requests.kind')} value={kind} options={(choices?.kinds ?? []).map((own) => ({ value: own.kind, label: say(own.word, lang) }))} onChange={setKind} />
        </Labelled>
        {office && (
          <Labelled text={t('requests.first')} how={t('requests.firstHow')}>
            <Select aria-label={t('requests.first')} allowClear showSearch={search} value={unit} options={(choices?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={setUnit} />
          </Labelled>
        )}
      </div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!whose || !kind || !text.trim()} loading={send.isPending}>
          {t('requests.raise')}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
