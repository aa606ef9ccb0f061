// 周期安排: how cycles recur, set by those who run them.

import { Button, InputNumber, Select } from 'antd';
import { useState } from 'react';

import type { Rhythm } from '../api/types';
import { FormError } from '../app/problems';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

const LENGTHS = ['ten_days', 'month', 'quarter'] as const;
const COUNTS = ['calendar', 'working'] as const;
const MOVES = ['later', 'earlier'] as const;

/** As many offices do: opened at the end of the month, due on the third working day after. */
const USUAL: Rhythm = {
  length: 'month',
  opens: { days: -3, count: 'calendar', moved: 'later' },
  due: { days: 3, count: 'working', moved: 'later' },
};

export function RhythmForm({ rhythm, correction, done }: { rhythm: Rhythm | null; correction: number; done: () => void }) {
  const { t } = useWords();
  const [own, setOwn] = useState<Rhythm>(rhythm ?? USUAL);
  const [days, setDays] = useState(correction);
  const send = useCommand();
  const settle = async () => {
    await send.mutateAsync({ set_rhythm: own });
    if (days !== correction) await send.mutateAsync({ set_correction_window: { days } });
    done();
  };
  return (
    <form
      className="card rhythm-form"
      onSubmit={(event) => {
        event.preventDefault();
        // What was refused stands under the form.
        settle().catch(() => undefined);
      }}
    >
      <p className="quiet-note">{t('reports.rhythmHow')}</p>
      <Labelled text={t('reports.length')}>
        <Select aria-label={t('reports.length')} value={own.length} options={LENGTHS.map((one) => ({ value: one, label: t(`reports.lengths.${one}`) }))} onChange={(length) => setOwn({ ...own, length })} />
      </Labelled>
      {(['opens', 'due'] as const).map((which) => (
        <div key={which} className="item-form-line">
          <Labelled text={t(which === 'opens' ? 'reports.opens' : 'reports.dueRule')}>
            <InputNumber aria-label={t(which === 'opens' ? 'reports.opens' : 'reports.dueRule')} min={-62} max={62} value={own[which].days} onChange={(days) => setOwn({ ...own, [which]: { ...own[which], days: days ?? 0 } })} />
          </Labelled>
          <Labelled text={t('reports.count')}>
            <Select aria-label={t('reports.count')} value={own[which].count} options={COUNTS.map((one) => ({ value: one, label: t(`reports.counts.${one}`) }))} onChange={(count) => setOwn({ ...own, [which]: { ...own[which], count } })} />
          </Labelled>
          <Labelled text={t('reports.movedTo')}>
            <Select aria-label={t('reports.movedTo')} value={own[which].moved} options={MOVES.map((one) => ({ value: one, label: t(`reports.moves.${one}`) }))} onChange={(moved) => setOwn({ ...own, [which]: { ...own[which], moved } })} />
          </Labelled>
        </div>
      ))}
      <Labelled text={t('signing.window')}>
        <InputNumber aria-label={t('signing.window')} min={0} max={22} value={days} onChange={(next) => setDays(next ?? 0)} />
      </Labelled>
      <small className="quiet-note">{t('signing.windowHow')}</small>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" loading={send.isPending}>
          {t('reports.save')}
        </Button>
        <Button onClick={done}>{t('reports.cancel')}</Button>
      </div>
    </form>
  );
}
