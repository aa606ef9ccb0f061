import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { FormError } from '../app/problems';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

/** How a problem was solved, and since when. */
export function SolveForm({ id, today, done, cancel }: { id: string; today: string; done: () => void; cancel: () => void }) {
  const { t } = useWords();
  const [note, setNote] = useState('');
  const [on, setOn] = useState(today);
  const send = useCommand();
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ resolve_problem: { id, note: note.trim(), effective_on: on } }, { onSuccess: done });
      }}
    >
      <Labelled text={t('problems.how')}>
        <Input.TextArea aria-label={t('problems.how')} rows={2} value={note} onChange={(event) => setNote(event.target.value)} />
      </Labelled>
      <Labelled text={t('items.on')}>
        <DatePicker aria-label={t('items.on')} allowClear={false} value={on ? dayjs(on) : null} onChange={(day) => setOn(day ? day.format('YYYY-MM-DD') : today)} />
      </Labelled>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!note.trim()} loading={send.isPending}>
          {t('problems.solve')}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
