import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { FormError } from '../app/problems';
import { Labelled } from '../items/labelled';
import { useWords } from '../words';
import { askPurge, type Ground, usePurge } from './queries';
import { targetsOf } from './targets';

const GROUNDS = ['personal_data', 'secret', 'mistake', 'ordered'] as const satisfies readonly Ground[];

/** Asks that something be purged. `targets` are settled where the form stands beside one thing. */
export function AskPurge({ targets, done }: { targets?: string[]; done: () => void }) {
  const { t } = useWords();
  const [typed, setTyped] = useState('');
  const [ground, setGround] = useState<Ground>();
  const [reason, setReason] = useState('');
  const send = usePurge(askPurge);
  const named = targets ?? targetsOf(typed);
  const ready = named.length > 0 && ground !== undefined && reason.trim() !== '';
  return (
    <form
      className="item-form purge-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ground) send.mutate({ targets: named, ground, reason: reason.trim() }, { onSuccess: done });
      }}
    >
      <p className="quiet-note">{t('purges.how')}</p>
      {!targets && (
        <Labelled text={t('purges.targets')} how={t('purges.targetsHow')}>
          <Input aria-label={t('purges.targets')} value={typed} onChange={(event) => setTyped(event.target.value)} />
        </Labelled>
      )}
      <Labelled text={t('purges.ground')}>
        <Select<Ground> aria-label={t('purges.ground')} value={ground} options={GROUNDS.map((value) => ({ value, label: t(`purges.grounds.${value}`) }))} onChange={setGround} />
      </Labelled>
      <Labelled text={t('purges.reason')} how={t('purges.reasonHow')}>
        <Input aria-label={t('purges.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Labelled>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button size="small" danger htmlType="submit" disabled={!ready} loading={send.isPending}>
          {t('purges.ask')}
        </Button>
        <Button size="small" onClick={done}>
          {t('items.cancel')}
        </Button>
      </div>
    </form>
  );
}
