// 与兄弟园区比: the same month here and elsewhere, as others published it.

import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { sessionQuery } from '../api/queries';
import type { IndicatorSheet, PeerTable } from '../api/types';
import { FormError, ProblemList } from '../app/problems';
import { monthOf } from '../format/dates';
import { decimal } from '../format/figures';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

export function Peers({ sheet }: { sheet: IndicatorSheet }) {
  const { t, lang } = useWords();
  const may = useQuery(sessionQuery).data?.may;
  const { known_at } = useSearch({ from: '/shell' });
  const [open, setOpen] = useState(false);
  const writes = may?.includes('keep_indicators') === true && known_at === undefined;
  const own = sheet.peers;
  if (!own && !writes) return null;
  return (
    <section className="peers">
      <h2>{t('peers.title')}</h2>
      {own && (
        <>
          <p className="quiet-note">{t(own.by_growth ? 'peers.byGrowth' : 'peers.byFigure', { month: monthOf(own.month, lang) })}</p>
          <div className="scroll-x" tabIndex={0} role="region" aria-label={t('peers.title')}>
            <Table peers={own} />
          </div>
        </>
      )}
      {writes && !open && (
        <Button onClick={() => setOpen(true)} data-open="peers">
          {t('peers.add')}
        </Button>
      )}
      {open && <Adding id={sheet.id} done={() => setOpen(false)} />}
    </section>
  );
}

function Table({ peers }: { peers: NonNullable<IndicatorSheet['peers']> }) {
  const { t, lang } = useWords();
  return (
    <table className="indicator-table">
      <thead>
        <tr>
          <th className="number">{t('indicators.place')}</th>
          <th>{t('peers.zone')}</th>
          <th className="number">{t('peers.value')}</th>
          <th className="number">{t('peers.growth')}</th>
          <th className="number">{t('peers.ahead')}</th>
          <th>{t('peers.publication')}</th>
        </tr>
      </thead>
      <tbody>
        {peers.rows.map((row) => (
          <tr key={row.name.zh} className={row.own ? 'whole' : undefined}>
            <td className="number">{row.place}</td>
            <th scope="row">{say(row.name, lang)}</th>
            <td className="number">{decimal(row.value)}</td>
            <td className="number">{decimal(row.growth)}</td>
            <td className="number">{row.ahead === null ? '—' : decimal(row.ahead)}</td>
            <td>{row.publication}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A pasted table of what others published, looked at before it is recorded. */
function Adding({ id, done }: { id: string; done: () => void }) {
  const { t, lang } = useWords();
  const [pasted, setPasted] = useState('');
  const [publication, setPublication] = useState('');
  const send = useCommand();
  const look = useMutation({
    mutationFn: async (text: string) => {
      const headers = { 'Content-Type': 'application/octet-stream' };
      const query = { name: `${t('figures.pasted')}.tsv`, about: id };
      const sent = api.POST('/indicators/peers', { params: { query }, body: new Blob([text]) as never, bodySerializer: (body: unknown) => body as Blob, headers });
      return (await ask(sent)) as PeerTable;
    },
  });
  const found = look.data;
  const record = () => {
    const figures = (found?.figures ?? []).map(({ peer, year, month, value }) => ({ peer, year, month, value }));
    send.mutate({ report_peers: { publication: publication.trim(), reports: [{ id, figures }] } }, { onSuccess: done });
  };
  return (
    <div className="item-form peers-form">
      <Labelled text={t('peers.paste')}>
        <Input.TextArea aria-label={t('peers.paste')} rows={5} value={pasted} onChange={(event) => setPasted(event.target.value)} onBlur={() => pasted.trim() && look.mutate(pasted)} />
      </Labelled>
      <Labelled text={t('peers.publication')}>
        <Input aria-label={t('peers.publication')} value={publication} onChange={(event) => setPublication(event.target.value)} />
      </Labelled>
      <FormError error={look.error ?? send.error} />
      {found && <ProblemList problems={found.problems} />}
      {found && found.figures.length > 0 && (
        <ul className="plain-list">
          {found.figures.map((own) => (
            <li key={own.cell}>
              {own.peer} {monthOf(`${own.year}-${String(own.month).padStart(2, '0')}`, lang)} {own.known !== null && `${decimal(own.known)} → `}
              {decimal(own.value)}
            </li>
          ))}
        </ul>
      )}
      <div className="item-form-line">
        <Button type="primary" disabled={!found?.sound || found.figures.length === 0 || !publication.trim()} loading={send.isPending} onClick={record}>
          {t('figures.record', { count: found?.figures.length ?? 0 })}
        </Button>
        <Button onClick={done}>{t('items.cancel')}</Button>
      </div>
    </div>
  );
}
