// The steps of a unit, changed where they stand: a step without anybody is left out.

import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';

import type { SignRole, Signoff } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

const ROLES: readonly SignRole[] = ['handler', 'reviewer', 'head'];

export function RouteForm({ board, done }: { board: Signoff; done: () => void }) {
  const { t, lang } = useWords();
  const [signers, setSigners] = useState<Record<string, string[]>>(() => Object.fromEntries(board.steps.map((step) => [step.role, step.signers])));
  const [onePerson, setOnePerson] = useState(board.one_person);
  const [reviewed, setReviewed] = useState(board.reviewed_after);
  const [document, setDocument] = useState('');
  const send = useCommand();
  // Those of the unit first.
  const own = (unit: string | null) => (unit === board.unit.id ? 0 : 1);
  const options = [...board.choices].sort((a, b) => own(a.unit) - own(b.unit)).map((one) => ({ value: one.id, label: say(one.name, lang) }));
  const save = () => {
    const steps = ROLES.filter((role) => signers[role]?.length).map((role) => ({
      role,
      posts: signers[role]?.filter((id) => id.startsWith('T')) ?? [],
      people: signers[role]?.filter((id) => id.startsWith('R')) ?? [],
    }));
    send.mutate({ set_sign_route: { unit: board.unit.id, version: board.version, steps, one_person: onePerson, reviewed_after: reviewed, document: document.trim() } }, { onSuccess: done });
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {ROLES.map((role) => (
        <div key={role} className="signing-step">
          <b>{t(`signing.role.${role}`)}</b>
          <Select mode="multiple" aria-label={`${t(`signing.role.${role}`)} · ${t('signing.signers')}`} optionFilterProp="label" value={signers[role] ?? []} options={options} onChange={(next: string[]) => setSigners({ ...signers, [role]: next })} />
        </div>
      ))}
      <small className="quiet-note">{t('signing.signersHow')}</small>
      <Checkbox checked={reviewed} onChange={(event) => setReviewed(event.target.checked)}>
        {t('signing.reviewedAfter')}
      </Checkbox>
      <Checkbox checked={onePerson} onChange={(event) => setOnePerson(event.target.checked)}>
        {t('signing.onePerson')}
      </Checkbox>
      <Labelled text={t('signing.document')}>
        <Input aria-label={t('signing.document')} value={document} onChange={(event) => setDocument(event.target.value)} />
      </Labelled>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={onePerson && !document.trim()} loading={send.isPending}>
          {t('signing.save')}
        </Button>
        <Button onClick={done}>{t('signing.cancel')}</Button>
      </div>
    </form>
  );
}
