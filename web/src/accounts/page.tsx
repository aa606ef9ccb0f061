// 账号: who may sign in and as what. Passwords are drawn by the server and shown once.

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { accountsQuery, zoneQuery } from '../api/queries';
import type { Account, DrawnPassword } from '../api/types';
import { FormError } from '../app/problems';
import { Failed, Loading } from '../app/states';
import { useWords } from '../words';
import { NewAccount } from './newAccount';
import { RolesPicker } from './rolesPicker';

export function AccountsPage() {
  const { t } = useWords();
  const accounts = useQuery(accountsQuery);
  const [drawn, setDrawn] = useState<DrawnPassword>();
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('accounts.title')}</h1>
      </header>
      {accounts.isPending && <Loading />}
      {accounts.isError && !accounts.data && <Failed error={accounts.error} retry={() => void accounts.refetch()} />}
      {accounts.data && (
        <div className="page-body">
          {drawn && <Drawn drawn={drawn} close={() => setDrawn(undefined)} />}
          <NewAccount made={setDrawn} />
          <Accounts accounts={accounts.data} drew={setDrawn} />
        </div>
      )}
    </div>
  );
}

/** The only time a password is in sight. */
function Drawn({ drawn, close }: { drawn: DrawnPassword; close: () => void }) {
  const { t } = useWords();
  const text = (
    <>
      {t('accounts.drawn', { account: drawn.account })} <code className="drawn-password">{drawn.password}</code>
    </>
  );
  return <Alert type="success" message={text} description={t('accounts.drawnHow')} closable onClose={close} />;
}

interface Shown {
  accounts: readonly Account[];
  drew: (drawn: DrawnPassword) => void;
}

function Accounts({ accounts, drew }: Shown) {
  const { t } = useWords();
  const queries = useQueryClient();
  const again = () => queries.invalidateQueries(accountsQuery);
  const reset = useMutation({
    mutationFn: (account: string) =>
      ask(api.POST('/accounts/{account}/password', { params: { path: { account } } })) as Promise<DrawnPassword>,
    onSuccess: drew,
  });
  const turn = useMutation({
    mutationFn: ({ account, disabled }: Account) => {
      const params = { path: { account } };
      return disabled
        ? ask(api.POST('/accounts/{account}/enable', { params }))
        : ask(api.POST('/accounts/{account}/disable', { params }));
    },
    onSuccess: again,
  });
  return (
    <section>
      <FormError error={reset.error ?? turn.error} />
      <table className="plain boxed account-table">
        <thead>
          <tr>
            <th>{t('accounts.account')}</th>
            <th>{t('accounts.name')}</th>
            <th>{t('accounts.roles')}</th>
            <th>{t('accounts.unit')}</th>
            <th>{t('accounts.state')}</th>
            <th />
          </tr>
        </thead>
        <tbody>
          {accounts.map((own) => (
            <tr key={own.account}>
              <th scope="row">{own.account}</th>
              <td>{own.name}</td>
              <Held account={own} done={again} />
              <td>{own.disabled ? t('accounts.off') : t('accounts.on')}</td>
              <td className="number">
                <Sure ask={t('accounts.resetHow')} word={t('accounts.reset')} busy={reset.isPending} go={() => reset.mutate(own.account)} />{' '}
                <Sure ask={own.disabled ? t('accounts.enableHow') : t('accounts.disableHow')} word={own.disabled ? t('accounts.enable') : t('accounts.disable')} busy={turn.isPending} go={() => turn.mutate(own)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Roles that sign reports, each as a person. */
const SIGNING = ['reporter', 'reviewer', 'leader'];

/** Roles and unit of an account, changed where they stand. */
function Held({ account, done }: { account: Account; done: () => Promise<void> }) {
  const { t } = useWords();
  const units = useQuery(zoneQuery).data?.units ?? [];
  const give = useMutation({
    mutationFn: (held: { roles: string[]; unit: string | null; enterprise: string | null; person: string | null }) => {
      const params = { path: { account: account.account } };
      return ask(api.PUT('/accounts/{account}/roles', { params, body: held }));
    },
    onSettled: done,
  });
  const { roles, unit, enterprise, person } = account;
  const bound = { roles: [...roles], unit, enterprise, person };
  const label = `${account.account} · ${t('accounts.unit')}`;
  return (
    <>
      <td>
        <RolesPicker roles={account.roles} busy={give.isPending} change={(roles) => give.mutate({ ...bound, roles })} of={account.account} />
        <FormError error={give.error} />
      </td>
      <td>
        <Select aria-label={label} allowClear className="unit-picker" size="small" loading={give.isPending} placeholder="—" value={account.unit ?? undefined} options={units.map((unit) => ({ value: unit.id, label: unit.name }))} onChange={(unit: string | undefined) => give.mutate({ ...bound, unit: unit ?? null })} />
        {SIGNING.some((role) => roles.includes(role)) && <Input className="person-picker" size="small" aria-label={`${account.account} · ${t('signing.person')}`} placeholder={t('signing.person')} title={t('signing.personHow')} defaultValue={person ?? ''} onBlur={(event) => event.target.value.trim() !== (person ?? '') && give.mutate({ ...bound, person: event.target.value.trim() || null })} />}
        {account.roles.includes('enterprise') && <Input className="firm-picker" size="small" aria-label={`${account.account} · ${t('accounts.enterprise')}`} placeholder={t('accounts.enterprise')} defaultValue={account.enterprise ?? ''} onBlur={(event) => event.target.value.trim() !== (account.enterprise ?? '') && give.mutate({ ...bound, enterprise: event.target.value.trim() || null })} />}
      </td>
    </>
  );
}

function Sure({ ask: how, word, busy, go }: { ask: string; word: string; busy: boolean; go: () => void }) {
  const { t } = useWords();
  return (
    <Popconfirm title={word} description={how} okText={t('cycles.ok')} cancelText={t('cycles.cancel')} onConfirm={go}>
      <Button size="small" loading={busy}>
        {word}
      </Button>
    </Popconfirm>
  );
}
