// 签发步骤与委托: how a unit's reports are signed, and who signs for its head.

import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';

import { signoffQuery } from '../api/queries';
import type { Signoff } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import '../reports/signing.css';
import { useWords } from '../words';
import { DelegateForm } from './delegate';
import { RouteForm } from './route';

export function SigningPage() {
  const { t } = useWords();
  const { id } = useParams({ from: '/shell/units/$id/signing' });
  const board = useQuery(signoffQuery(id));
  return (
    <div className="page signing-page">
      <header className="page-head">
        <h1>{board.data ? t('signing.of', { unit: board.data.unit.name }) : t('signing.title')}</h1>
      </header>
      {board.isPending && <Loading />}
      {board.isError && !board.data && <Failed error={board.error} retry={() => void board.refetch()} />}
      {board.data && (
        <div className="page-body report-body">
          <Route board={board.data} />
          <Delegations board={board.data} />
        </div>
      )}
    </div>
  );
}

function Route({ board }: { board: Signoff }) {
  const { t, lang } = useWords();
  const [changing, setChanging] = useState(false);
  return (
    <section className="card">
      <h2>{t('signing.steps')}</h2>
      <p className="quiet-note">{t('signing.stepsHow')}</p>
      {changing ? (
        <RouteForm key={board.version} board={board} done={() => setChanging(false)} />
      ) : (
        <>
          {board.steps.length === 0 && <p>{t('signing.none')}</p>}
          <ol className="sign-steps">
            {board.steps.map((step) => (
              <li key={step.role}>
                <b>{say(step.word, lang)}</b>
                <span>{step.names.map((name) => say(name, lang)).join(lang === 'zh' ? '、' : ', ')}</span>
              </li>
            ))}
          </ol>
          {board.one_person && <p>{t('signing.onePerson')}</p>}
          {board.reviewed_after && <p>{t('signing.reviewedAfter')}</p>}
          {board.since && <p className="quiet-note">{t('signing.since', { date: board.since, document: board.document || '—' })}</p>}
          {board.may_set && (
            <Button data-change-route onClick={() => setChanging(true)}>
              {t('signing.change')}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

function Delegations({ board }: { board: Signoff }) {
  const { t, lang } = useWords();
  const [adding, setAdding] = useState(false);
  return (
    <section className="card">
      <h2>{t('signing.delegations')}</h2>
      <p className="quiet-note">{t('signing.delegationsHow')}</p>
      {board.delegations.length === 0 && <p>{t('signing.noDelegations')}</p>}
      {board.delegations.length > 0 && (
        <div className="scroll-x" tabIndex={0} role="region" aria-label={t('signing.delegations')}>
          <table className="item-table">
            <thead>
              <tr>
                <th>{t('signing.to')}</th>
                <th>{t('signing.principal')}</th>
                <th>{t('signing.forms')}</th>
                <th>
                  {t('signing.from')} – {t('signing.until')}
                </th>
                <th>{t('signing.document')}</th>
                <th>{t('signing.state')}</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {board.delegations.map((own) => (
                <tr key={own.id} data-delegation={own.id}>
                  <th scope="row">
                    {say(own.delegate, lang)} <small>{own.id}</small>
                  </th>
                  <td>{say(own.principal, lang)}</td>
                  <td>{say(own.forms_word, lang)}</td>
                  <td>
                    {own.from} – {own.until}
                  </td>
                  <td>{own.document}</td>
                  <td>{say(own.state_word, lang)}</td>
                  <td>{own.may_revoke && <Revoke id={own.id} />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {board.may_delegate &&
        (adding ? (
          <DelegateForm board={board} done={() => setAdding(false)} />
        ) : (
          <Button data-delegate onClick={() => setAdding(true)}>
            {t('signing.delegate')}
          </Button>
        ))}
    </section>
  );
}

function Revoke({ id }: { id: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const send = useCommand();
  if (!open) {
    return (
      <Button size="small" data-revoke={id} onClick={() => setOpen(true)}>
        {t('signing.revoke')}
      </Button>
    );
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ revoke_delegation: { id, reason: reason.trim() || null } });
      }}
    >
      <Input aria-label={t('signing.revokeWhy')} placeholder={t('signing.revokeWhy')} value={reason} onChange={(event) => setReason(event.target.value)} />
      <FormError error={send.error} />
      <Button size="small" htmlType="submit" disabled={!reason.trim()} loading={send.isPending}>
        {t('signing.revoke')}
      </Button>
    </form>
  );
}
