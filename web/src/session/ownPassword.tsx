// The own password: asked for with the present one; other sessions of the account end.

import { useMutation } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { beside } from '../app/beside';
import { FormError } from '../app/problems';
import { useWords } from '../words';

export function OwnPassword({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useWords();
  return (
    <Modal title={t('accounts.own')} open={open} getContainer={beside} onCancel={close} footer={null} destroyOnHidden width={380}>
      <Form close={close} />
    </Modal>
  );
}

function Form({ close }: { close: () => void }) {
  const { t } = useWords();
  const [present, setPresent] = useState('');
  const [fresh, setFresh] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({
    mutationFn: () => ask(api.PUT('/session/password', { body: { present, new: fresh } })),
  });
  if (change.isSuccess) {
    return (
      <div className="own-password">
        <p role="status">{t('accounts.changed')}</p>
        <Button onClick={close}>{t('sheet.close')}</Button>
      </div>
    );
  }
  const differs = again !== '' && again !== fresh;
  return (
    <form
      className="own-password"
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate();
      }}
    >
      <label>
        {t('accounts.present')}
        <Input.Password autoComplete="current-password" value={present} onChange={(event) => setPresent(event.target.value)} />
      </label>
      <label>
        {t('accounts.new')}
        <Input.Password autoComplete="new-password" value={fresh} onChange={(event) => setFresh(event.target.value)} />
      </label>
      <label>
        {t('accounts.again')}
        <Input.Password autoComplete="new-password" value={again} status={differs ? 'error' : ''} onChange={(event) => setAgain(event.target.value)} />
      </label>
      {differs && <p role="alert">{t('accounts.differs')}</p>}
      <FormError error={change.error} />
      <Button htmlType="submit" type="primary" loading={change.isPending} disabled={!present || !fresh || again !== fresh}>
        {t('accounts.change')}
      </Button>
    </form>
  );
}
