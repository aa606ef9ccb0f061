import { Select } from 'antd';

import { useWords } from '../words';

const ROLES = ['clerk', 'reporter', 'reviewer', 'leader', 'assessor', 'auditor', 'system_admin', 'security_admin', 'public', 'enterprise'] as const;

interface Picker {
  roles: readonly string[];
  /** Whose roles, for those who cannot see the row. */
  of?: string;
  busy?: boolean;
  change: (roles: string[]) => void;
}

/** Roles by their names; an account has one or several. */
export function RolesPicker({ roles, of, busy, change }: Picker) {
  const { t } = useWords();
  const label = [of, t('accounts.roles')].filter(Boolean).join(' · ');
  const options = ROLES.map((role) => ({ value: role as string, label: t(`accounts.role.${role}`) }));
  return (
    <Select mode="multiple" aria-label={label} className="roles-picker" size="small" loading={busy} placeholder={t('accounts.roles')} value={[...roles]} options={options} onChange={change} />
  );
}
