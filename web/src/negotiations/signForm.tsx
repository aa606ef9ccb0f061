import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import type { DealRow } from '../api/types';
import { FormError } from '../app/problems';
import { kept, typed } from '../enterprises/figures';
import { enterpriseChoicesQuery } from '../enterprises/queries';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

/** The other side, among the units that can promise something. */
const ENTERPRISE = 'enterprise';

interface Line {
  what: string;
  side: string;
  due: string | null;
}

const EMPTY: Line = { what: '', side: ENTERPRISE, due: null };

/** A contract: its number and amount, and what each side promised by when. */
export function SignForm({ row, today }: { row: DealRow; today: string }) {
  const { t } = useWords();
  const choices = useQuery(enterpriseChoicesQuery).data;
  const [document, setDocument] = useState('');
  const [amount, setAmount] = useState(typed('output_fen', row.amount_fen));
  const [lines, setLines] = useState<Line[]>([EMPTY]);
  const send = useCommand();
  const fen = kept('output_fen', amount);
  const filled = lines.filter((line) => line.what.trim());
  const change = (at: number, more: Partial<Line>) => setLines(lines.map((line, index) => (index === at ? { ...line, ...more } : line)));
  const sides = [{ value: ENTERPRISE, label: t('deals.enterprise') }, ...(choices?.units ?? []).map((own) => ({ value: own.id, label: own.name }))];
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        const promises = filled.map((line) => ({ unit: line.side === ENTERPRISE ? null : line.side, what: line.what.trim(), due_on: line.due }));
        send.mutate({ sign_deal: { id: row.id, version: row.version, document: document.trim(), amount_fen: fen ?? 0, promises, effective_on: today } });
      }}
    >
      <div className="assign-grid">
        <Labelled text={t('deals.contract')}>
          <Input aria-label={t('deals.contract')} value={document} onChange={(event) => setDocument(event.target.value)} />
        </Labelled>
        <Labelled text={t('deals.signed')} how={t('firms.units.output_fen')}>
          <Input aria-label={t('deals.signed')} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />
        </Labelled>
      </div>
      <b>{t('deals.promises')}</b>
      {lines.map((line, at) => (
        <div key={at} className="plan-line">
          <Input aria-label={`${t('deals.promise')} ${at + 1}`} placeholder={t('deals.promise')} value={line.what} onChange={(event) => change(at, { what: event.target.value })} />
          <Select aria-label={`${t('deals.side')} ${at + 1}`} showSearch={{ optionFilterProp: 'label' }} value={line.side} options={sides} onChange={(side) => change(at, { side })} />
          <DatePicker aria-label={`${t('items.due')} ${at + 1}`} placeholder={t('items.due')} value={line.due ? dayjs(line.due) : null} onChange={(day) => change(at, { due: day ? day.format('YYYY-MM-DD') : null })} />
        </div>
      ))}
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button onClick={() => setLines([...lines, EMPTY])}>{t('deals.morePromises')}</Button>
        <Button type="primary" htmlType="submit" disabled={!document.trim() || typeof fen !== 'number'} loading={send.isPending}>
          {t('deals.sign')}
        </Button>
      </div>
    </form>
  );
}
