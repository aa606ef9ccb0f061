// 调度周期: who has reported, who still owes what, cycles and marks. Each leads to the wall of then.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, DatePicker, Popconfirm } from 'antd';
import type { Dayjs } from 'dayjs';
import { useState } from 'react';

import { cycleQuery, cyclesQuery, type Moment, remindersQuery, zoneQuery } from '../api/queries';
import type { Command, Cycle, CycleRow } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { Marks } from './marks';
import { MatrixTable } from './matrix';
import { Reminders } from './reminders';
import { RhythmForm } from './rhythm';

export function CyclesPage() {
  const { t, lang } = useWords();
  const search = useSearch({ from: '/shell/cycles' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery);
  const moment = { known_at: search.known_at, true_on: search.true_on };
  const board = useQuery(cyclesQuery(moment));
  const reminders = useQuery(remindersQuery(moment)).data;
  const clerk = board.data?.may_run ?? false;
  const [setting, setSetting] = useState(false);
  const next = useCommand();
  const shown = search.c ?? (board.data?.cycles.find((own) => !own.closed) ?? board.data?.cycles[0])?.id;
  const soon = board.data?.next;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('cycles.title')}</h1>
        {clerk && (
          <span className="items-new">
            {soon?.may_open && (
              <Button type="primary" loading={next.isPending} onClick={() => next.mutate({ open_next_cycle: {} })}>
                {t('reports.openNext', { name: say(soon.name, lang) })}
              </Button>
            )}
            <Button aria-expanded={setting} onClick={() => setSetting(!setting)}>
              {t('reports.rhythm')}
            </Button>
          </span>
        )}
        {soon && <span className="quiet-note">{t('reports.next', { name: say(soon.name, lang), opens: soon.opens_on, due: soon.due_on })}</span>}
      </header>
      {(board.isPending || zone.isPending) && <Loading />}
      {board.isError && !board.data && <Failed error={board.error} retry={() => void board.refetch()} />}
      {board.data && zone.data && (
        <div className="page-body cycles-body">
          <FormError error={next.error} />
          {setting && <RhythmForm rhythm={board.data.rhythm} correction={board.data.correction_days} done={() => setSetting(false)} />}
          {shown && <Matrix key={shown} id={shown} moment={moment} />}
          {reminders && <Reminders board={reminders} />}
          <div className="two-tables">
            <Cycles cycles={[...zone.data.cycles].reverse()} rows={board.data.cycles} clerk={clerk} shown={shown} pick={(c) => void navigate({ to: '/cycles', search: { ...search, c } })} />
            <Marks marks={[...zone.data.marks].reverse()} clerk={clerk} today={zone.data.default_true_on} />
          </div>
        </div>
      )}
    </div>
  );
}

/** Who has reported in the cycle picked. */
function Matrix({ id, moment }: { id: string; moment: Moment }) {
  const { t, lang } = useWords();
  const matrix = useQuery(cycleQuery(id, moment));
  if (matrix.isError) return <Failed error={matrix.error} retry={() => void matrix.refetch()} />;
  if (!matrix.data) return <Loading />;
  const { cycle } = matrix.data;
  const silent = cycle.closed && !cycle.used;
  return (
    <section>
      <h2>{t('reports.matrixOf', { cycle: say(cycle.name, lang) })}</h2>
      <p className="items-summary">
        {silent ? t('reports.unused') : t('reports.summary', { ...cycle.counts })}
        <small>
          {t('reports.due')} {cycle.due_on}
          {cycle.moved_from && ` · ${t('reports.moved', { date: cycle.moved_from })}`}
        </small>
      </p>
      {!silent && <MatrixTable board={matrix.data} />}
    </section>
  );
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

interface CyclesProps {
  cycles: readonly Cycle[];
  rows: readonly CycleRow[];
  clerk: boolean;
  shown?: string;
  pick: (id: string) => void;
}

function Cycles({ cycles, rows, clerk, shown, pick }: CyclesProps) {
  const { t, lang } = useWords();
  const [period, setPeriod] = useState<Dayjs | null>(null);
  const open = useCommand();
  const close = useCommand();
  const counts = new Map(rows.map((row) => [row.id, row.counts]));
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
            <th>{t('reports.matrix')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {cycles.length === 0 && (
            <tr>
              <td colSpan={5}>{t('cycles.none')}</td>
            </tr>
          )}
          {cycles.map((cycle) => (
            <tr key={cycle.id} className={cycle.id === shown ? 'open' : undefined}>
              <th scope="row">
                <button type="button" className="item-open" onClick={() => pick(cycle.id)}>
                  {say(cycle.name, lang)}
                </button>
              </th>
              <td>{cycle.closed ? t('cycles.closed') : <b>{t('cycles.open')}</b>}</td>
              <td>{cycle.as_of ?? '—'}</td>
              <td className="number">{told(counts.get(cycle.id))}</td>
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


/** How many of those that owe a report have handed it in. */
function told(counts: CycleRow['counts'] | undefined): string {
  if (!counts || counts.units === 0) return '—';
  return `${counts.units - counts.owed - counts.returned - counts.signing} / ${counts.units}`;
}
