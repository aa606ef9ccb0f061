// Marks: names for moments of the record. Each leads to the wall of then.

import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Input } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';

import type { Mark } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

export function Marks({ marks, clerk, today }: { marks: readonly Mark[]; clerk: boolean; today: string }) {
  const { t, lang } = useWords();
  const [name, setName] = useState('');
  const [label, setLabel] = useState('');
  const [date, setDate] = useState<Dayjs | null>(null);
  const put = useCommand();
  return (
    <section>
      {clerk && (
        <form
          className="line-form"
          onSubmit={(event) => {
            event.preventDefault();
            const on = date?.format('YYYY-MM-DD') ?? today;
            put.mutate(
              { set_mark: { name, label: { zh: label || name, en: label || name }, date: on } },
              { onSuccess: () => (setName(''), setLabel('')) },
            );
          }}
        >
          <Input aria-label={t('cycles.markName')} placeholder={t('cycles.markName')} value={name} onChange={(event) => setName(event.target.value)} />
          <Input aria-label={t('cycles.markLabel')} placeholder={t('cycles.markLabel')} value={label} onChange={(event) => setLabel(event.target.value)} />
          <DatePicker aria-label={t('cycles.date')} value={date ?? dayjs(today)} onChange={setDate} allowClear={false} />
          <Button htmlType="submit" type="primary" disabled={!name} loading={put.isPending} title={t('cycles.markHow')}>
            {t('cycles.putMark')}
          </Button>
        </form>
      )}
      <FormError error={put.error} />
      <table className="plain boxed">
        <thead>
          <tr>
            <th>{t('cycles.mark')}</th>
            <th>{t('cycles.date')}</th>
            <th className="number">{t('cycles.seq')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {marks.length === 0 && (
            <tr>
              <td colSpan={4}>{t('cycles.noMarks')}</td>
            </tr>
          )}
          {marks.map((mark) => (
            <tr key={mark.name}>
              <th scope="row">
                {say(mark.label, lang)} <small>{mark.name}</small>
              </th>
              <td>{mark.date ?? '—'}</td>
              <td className="number">{mark.seq}</td>
              <td className="number">
                <Link to="/wall" search={{ known_at: mark.name, true_on: mark.date ?? undefined }}>
                  {t('cycles.see')}
                </Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
