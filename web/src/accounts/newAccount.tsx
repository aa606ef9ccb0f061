import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { accountsQuery, zoneQuery } from '../api/queries';
import type { DrawnPassword } from '../api/types';
import { FormError } from '../app/problems';
import { useWords } from '../words';
import { RolesPicker } from './rolesPicker';

/** An account to be made; its password is drawn and handed to `made`. */
export function NewAccount({ made }: { made: (drawn: DrawnPassword) => void }) {
  const { t, lang } = useWords();
  const queries = useQueryClient();
  const units = useQuery(zoneQuery).data?.units ?? [];
  const [account, setAccount] = useState('');
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<string[]>([]);
  const [unit, setUnit] = useState<string>();
  const [enterprise, setEnterprise] = useState('');
  const add = useMutation({
    mutationFn: () => {
      const pages = lang === 'en' ? 'en' : 'zh-CN';
      const body = { account, name: name || null, roles, unit: unit ?? null, enterprise: enterprise.trim() || null, person: null, lang: pages };
      return ask(api.POST('/accounts', { body })) as Promise<DrawnPassword>;
    },
    onSuccess: async (drawn) => {
      made(drawn);
      setAccount('');
      setName('');
      setRoles([]);
      setUnit(undefined);
      setEnterprise('');
      await queries.invalidateQueries(accountsQuery);
    },
  });
  return (
    <>
      <form
        className="line-form account-form"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Input aria-label={t('accounts.account')} placeholder={t('accounts.account')} value={account} autoComplete="off" onChange={(event) => setAccount(event.target.value)} />
        <Input aria-label={t('accounts.name')} placeholder={t('accounts.name')} value={name} autoComplete="off" onChange={(event) => setName(event.target.value)} />
        <RolesPicker roles={roles} change={setRoles} />
        <Select aria-label={t('accounts.unit')} allowClear size="small" className="unit-picker" placeholder={t('accounts.unit')} value={unit} options={units.map((one) => ({ value: one.id, label: one.name }))} onChange={(id?: string) => setUnit(id)} />
        {roles.includes('enterprise') && <Input className="firm-picker" aria-label={t('accounts.enterprise')} placeholder={t('accounts.enterprise')} value={enterprise} autoComplete="off" onChange={(event) => setEnterprise(event.target.value)} />}
        <Button htmlType="submit" type="primary" disabled={!account || roles.length === 0} loading={add.isPending}>
          {t('accounts.add')}
        </Button>
      </form>
      <FormError error={add.error} />
    </>
  );
}
