import { useQuery } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { wallQuery } from '../api/queries';
import type { Factor, FactorTable } from '../api/types';
import { FormError } from '../app/problems';
import { monthOf } from '../format/dates';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

interface Props {
  what: 'quota' | 'need';
  table: FactorTable;
  done: () => void;
  cancel: () => void;
}

/** Amounts of a factor by month: the zone's quota on a document, or what a project needs. */
export function AmountForm({ what, table, done, cancel }: Props) {
  const { t, lang } = useWords();
  const rows = useQuery(wallQuery({})).data?.rows ?? [];
  const [factor, setFactor] = useState<Factor>();
  const [project, setProject] = useState<string>();
  const [document, setDocument] = useState('');
  const [amounts, setAmounts] = useState<Record<string, string>>({});
  const send = useCommand();
  const months = table.months.flatMap((month) => {
    const amount = (amounts[month] ?? '').replace(/[,，\s]/g, '');
    return /^\d+(\.\d+)?$/.test(amount) ? [{ month, amount }] : [];
  });
  const chosen = table.choices.find((own) => own.factor === factor);
  const lacking = !factor || months.length === 0 || (what === 'quota' ? !document.trim() : !project);
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!factor) return;
        const command = what === 'quota' ? { set_quota: { factor, months, document: document.trim() } } : { declare_need: { project: project ?? '', factor, months } };
        send.mutate(command, { onSuccess: done });
      }}
    >
      <div className="assign-grid">
        <Labelled text={t('factors.factor')} how={chosen && say(chosen.unit, lang)}>
          <Select aria-label={t('factors.factor')} value={factor} options={table.choices.map((own) => ({ value: own.factor, label: say(own.word, lang) }))} onChange={setFactor} />
        </Labelled>
        {what === 'quota' ? (
          <Labelled text={t('items.document')}>
            <Input aria-label={t('items.document')} value={document} onChange={(event) => setDocument(event.target.value)} />
          </Labelled>
        ) : (
          <Labelled text={t('items.project')}>
            <Select aria-label={t('items.project')} showSearch={{ optionFilterProp: 'label' }} value={project} options={rows.map((row) => ({ value: row.id, label: row.name }))} onChange={setProject} />
          </Labelled>
        )}
      </div>
      <div className="factor-months">
        {table.months.map((month) => (
          <label key={month}>
            {monthOf(month, lang)}
            <Input inputMode="decimal" value={amounts[month] ?? ''} onChange={(event) => setAmounts({ ...amounts, [month]: event.target.value })} />
          </label>
        ))}
      </div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={lacking} loading={send.isPending}>
          {t('firms.save')}
        </Button>
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
