// Recording a breaking down: by which document, from when, and why an earlier one is replaced.

import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, DatePicker, Input } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import type { Proposal } from '../api/types';
import { FormError } from '../app/problems';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

interface Props {
  id: string;
  proposal: Proposal;
  since: string;
  replaces: boolean;
  /** The table shown is not what was last asked for. */
  stale: boolean;
}

export function RecordForm({ id, proposal, since, replaces, stale }: Props) {
  const { t } = useWords();
  const search = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [on, setOn] = useState(since);
  const send = useCommand();
  const record = () => {
    const parts = proposal.parts.map(({ unit, amount, months, base_share, locked }) => ({ unit, amount, months, base_share, locked }));
    const allocate = { id, year: proposal.year, parts, method: proposal.method, document, reason: reason.trim() || null, effective_on: on };
    send.mutate({ allocate }, { onSuccess: () => void navigate({ to: '/indicators/$id', params: { id }, search }) });
  };
  return (
    <form
      className="item-form decomposition-record"
      onSubmit={(event) => {
        event.preventDefault();
        record();
      }}
    >
      <h2>{t('decomposition.record')}</h2>
      <Labelled text={t('sheet.document')}>
        <Input aria-label={t('sheet.document')} value={document} onChange={(event) => setDocument(event.target.value)} />
      </Labelled>
      <Labelled text={t('decomposition.since')}>
        <DatePicker aria-label={t('decomposition.since')} allowClear={false} value={dayjs(on)} onChange={(date) => date && setOn(date.format('YYYY-MM-DD'))} />
      </Labelled>
      {replaces && (
        <Labelled text={t('decomposition.reason')}>
          <Input.TextArea aria-label={t('decomposition.reason')} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Labelled>
      )}
      <FormError error={send.error} />
      <Button type="primary" htmlType="submit" loading={send.isPending} disabled={stale || !document.trim() || (replaces && !reason.trim())}>
        {t('decomposition.record')}
      </Button>
    </form>
  );
}
