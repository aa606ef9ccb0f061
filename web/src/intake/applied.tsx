// Imports that were applied, newest first; each can be undone as one step.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { refresh, undoQuery } from '../api/queries';
import type { AppliedImport, UndoPreview } from '../api/types';
import { beside } from '../app/beside';
import { FormError, ProblemList } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { moment } from '../format/dates';
import { say } from '../format/lang';
import { useWords } from '../words';
import { AsImported } from './takeOut';

const SHOWN = 12;

export function Applied({ imports, total }: { imports: readonly AppliedImport[]; total: number }) {
  const { t, lang } = useWords();
  const [undoing, setUndoing] = useState<AppliedImport | null>(null);
  const [all, setAll] = useState(false);
  if (imports.length === 0) return null;
  const shown = all ? imports : imports.slice(0, SHOWN);
  return (
    <section className="card applied">
      <h2>{t('intake.past')}</h2>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.past')}>
        <table className="plain">
          <thead>
            <tr>
              <th>{t('intake.file')}</th>
              <th>{t('intake.when')}</th>
              <th>{t('intake.figuresOf')}</th>
              <th className="number">{t('intake.classes.new')}</th>
              <th className="number">{t('intake.classes.changed')}</th>
              <th className="number">{t('intake.answered')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={one.id} className={one.undone === null ? undefined : 'ignored'}>
                <th scope="row">{say(one.file, lang)}</th>
                <td>
                  {moment(one.recorded_at)}
                  <small>{one.actor}</small>
                </td>
                <td>{[...new Set(one.dates)].slice(0, 3).join(', ') || '—'}</td>
                <td className="number">{one.registered}</td>
                <td className="number">{one.changed}</td>
                <td className="number">{one.answers}</td>
                <td className="number">
                  {one.undone !== null ? (
                    t('intake.undone', { seq: one.undone })
                  ) : (
                    <span className="row-acts">
                      <AsImported id={one.id} small />
                      <Button size="small" disabled={one.first === 0} title={one.first === 0 ? t('intake.tooOld') : undefined} onClick={() => setUndoing(one)}>
                        {t('intake.undo')}
                      </Button>
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {imports.length > shown.length && (
        <Button type="link" onClick={() => setAll(true)}>
          {t('intake.allPast', { count: total })}
        </Button>
      )}
      {undoing && <Undo one={undoing} close={() => setUndoing(null)} />}
    </section>
  );
}

/** What undoing would do, then the reason, then one step. */
export function Undo({ one, close }: { one: AppliedImport; close: () => void }) {
  const { t, lang } = useWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const told = useQuery(undoQuery(one.id));
  const undo = useMutation({
    mutationFn: () => ask(api.POST('/imports/{id}/undo', { params: { path: { id: one.id } }, body: { reason: reason.trim() || null } })),
    onSuccess: async () => {
      await refresh(queries);
      close();
    },
  });
  return (
    <Modal
      getContainer={beside}
      open
      title={t('intake.undoTitle', { file: say(one.file, lang) })}
      onCancel={close}
      okText={t('intake.undo')}
      cancelText={t('cycles.cancel')}
      okButtonProps={{ danger: true, disabled: !told.data?.can_undo, loading: undo.isPending }}
      onOk={() => undo.mutate()}
    >
      {told.isPending && <Loading />}
      {told.isError && <Failed error={told.error} retry={() => void told.refetch()} />}
      {told.data && <WouldUndo undo={told.data} />}
      {told.data?.can_undo && (
        <label className="field-line">
          {t('intake.reason')}
          <Input value={reason} onChange={(event) => setReason(event.target.value)} />
        </label>
      )}
      <FormError error={undo.error} />
    </Modal>
  );
}

function WouldUndo({ undo }: { undo: UndoPreview }) {
  const { t, lang } = useWords();
  const names = (list: readonly { name: string }[]) => list.slice(0, 8).map((one) => one.name).join(lang === 'zh' ? '、' : ', ');
  const lines = [
    { key: 'removed', list: undo.removed },
    { key: 'restored', list: undo.restored },
  ] as const;
  return (
    <div className="would-undo">
      <ProblemList problems={undo.refusals} />
      {lines.map(({ key, list }) => list.length > 0 && (
        <p key={key}>
          <b>{t(`intake.undoes.${key}`, { count: list.length })}</b> {names(list)}
          {list.length > 8 && '…'}
        </p>
      ))}
      {undo.kept.length > 0 && (
        <>
          <p>
            <b>{t('intake.undoes.kept', { count: undo.kept.length })}</b>
          </p>
          <ul>
            {undo.kept.slice(0, 20).map((one, index) => (
              <li key={index}>
                {one.name} {one.label && say(one.label, lang)} <small>{t('sheet.event', { seq: one.seq })}</small>
              </li>
            ))}
          </ul>
        </>
      )}
      {(undo.units.length > 0 || undo.people > 0 || undo.marks.length > 0) && (
        <p>{t('intake.undoes.also', { units: undo.units.length, people: undo.people, marks: undo.marks.length })}</p>
      )}
    </div>
  );
}
