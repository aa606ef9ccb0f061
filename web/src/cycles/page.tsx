// 调度周期: cycles and marks, and what the clerk does with them. Each leads to the wall of then.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Input, Popconfirm } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useState } from 'react';

import { execute, refresh, sessionQuery, zoneQuery } from '../api/queries';
import type { Command, Cycle, Mark } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';

export function CyclesPage() {
  const { t } = useWords();
  const zone = useQuery(zoneQuery);
  const session = useQuery(sessionQuery).data;
  const clerk = session?.may.includes('run_cycles') ?? false;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('cycles.title')}</h1>
      </header>
      {zone.isPending && <Loading />}
      {zone.isError && !zone.data && <Failed error={zone.error} retry={() => void zone.refetch()} />}
      {zone.data && (
        <div className="page-body two-tables">
          <Cycles cycles={[...zone.data.cycles].reverse()} clerk={clerk} />
          <Marks
            marks={[...zone.data.marks].reverse()}
            clerk={clerk}
            today={zone.data.default_true_on}
          />
        </div>
      )}
    </div>
  );
}

/** A change, after which everything that depends on the record is asked for again. */
function useCommand() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (command: Command) => execute(command),
    onSuccess: () => refresh(queries),
  });
}

/** The cycle of a month: reports are due on the 25th, as offices do. */
export function cycleOf(month: Dayjs): Command {
  const from = month.startOf('month');
  const name = { zh: from.format('YYYY年M月'), en: from.locale('en').format('MMMM YYYY') };
  return {
    open_cycle: {
      name,
      from: from.format('YYYY-MM-DD'),
      until: month.endOf('month').format('YYYY-MM-DD'),
      due_on: from.date(25).format('YYYY-MM-DD'),
    },
  };
}

function Cycles({ cycles, clerk }: { cycles: readonly Cycle[]; clerk: boolean }) {
  const { t, lang } = useWords();
  const [period, setPeriod] = useState<Dayjs | null>(null);
  const open = useCommand();
  const close = useCommand();
  return (
    <section>
      {clerk && (
        <form
          className="line-form"
          onSubmit={(event) => {
            event.preventDefault();
            if (period) open.mutate(cycleOf(period), { onSuccess: () => setPeriod(null) });
          }}
        >
          <DatePicker picker="month" aria-label={t('cycles.period')} placeholder={t('cycles.period')} value={period} onChange={setPeriod} />
          <Button htmlType="submit" type="primary" disabled={!period} loading={open.isPending}>
            {t('cycles.openOne')}
          </Button>
        </form>
      )}
      <FormError error={open.error ?? close.error} />
      <table className="plain boxed">
        <thead>
          <tr>
            <th>{t('cycles.cycle')}</th>
            <th>{t('cycles.state')}</th>
            <th>{t('cycles.asOf')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {cycles.length === 0 && (
            <tr>
              <td colSpan={4}>{t('cycles.none')}</td>
            </tr>
          )}
          {cycles.map((cycle) => (
            <tr key={cycle.id}>
              <th scope="row">{say(cycle.name, lang)}</th>
              <td>{cycle.closed ? t('cycles.closed') : <b>{t('cycles.open')}</b>}</td>
              <td>{cycle.as_of ?? '—'}</td>
              <td className="number">
                {cycle.closed && cycle.seq !== null ? (
                  <Link to="/wall" search={{ known_at: String(cycle.seq), true_on: cycle.as_of ?? undefined }}>
                    {t('cycles.see')}
                  </Link>
                ) : (
                  clerk && (
                    <Popconfirm title={t('cycles.close')} description={t('cycles.closeHow')} okText={t('cycles.ok')} cancelText={t('cycles.cancel')} onConfirm={() => close.mutate({ close_cycle: { id: cycle.id } })}>
                      <Button size="small" loading={close.isPending}>
                        {t('cycles.close')}
                      </Button>
                    </Popconfirm>
                  )
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Marks({ marks, clerk, today }: { marks: readonly Mark[]; clerk: boolean; today: string }) {
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
