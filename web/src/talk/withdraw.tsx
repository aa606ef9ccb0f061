import { Button, Input } from 'antd';
import { useState } from 'react';

import { FormError } from '../app/problems';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

type Withdrawing = { withdraw_comment: { id: string; version: number } } | { withdraw_attachment: { id: string } };

/** Why something is taken back: the reason stays with its mark. */
export function Withdraw({ what, today, done }: { what: Withdrawing; today: string; done: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const send = useCommand();
  const more = { reason: reason.trim(), effective_on: today };
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        const command =
          'withdraw_comment' in what ? { withdraw_comment: { ...what.withdraw_comment, ...more } } : { withdraw_attachment: { ...what.withdraw_attachment, ...more } };
        send.mutate(command, { onSuccess: done });
      }}
    >
      <Input aria-label={t('talk.reason')} placeholder={t('talk.reason')} value={reason} onChange={(event) => setReason(event.target.value)} />
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button size="small" danger htmlType="submit" disabled={!reason.trim()} loading={send.isPending}>
          {t('talk.withdraw')}
        </Button>
        <Button size="small" onClick={done}>
          {t('talk.cancel')}
        </Button>
      </div>
    </form>
  );
}
