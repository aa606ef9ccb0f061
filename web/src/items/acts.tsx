// Every step that the signed-in role may take now, each with its own short form.

import { Button } from 'antd';
import { useState } from 'react';

import type { ItemAct, ItemSheet } from '../api/types';
import { useWords } from '../words';
import { ActForm } from './actForm';

/** Steps that go on with the item; the others press on it. */
const FIRST: readonly ItemAct[] = ['answer', 'accept', 'close'];

export function Acts({ sheet, today }: { sheet: ItemSheet; today: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState<ItemAct | null>(null);
  const may = sheet.row.may;
  if (may.length === 0) return <p className="quiet-note">{t('items.nothingNext')}</p>;
  return (
    <>
      <div className="item-acts">
        {may.map((act) => (
          <Button key={act} data-act={act} type={FIRST.includes(act) && open === null ? 'primary' : 'default'} aria-expanded={open === act} onClick={() => setOpen(open === act ? null : act)}>
            {t(`items.acts.${act}`)}
          </Button>
        ))}
      </div>
      {open && <ActForm key={open} act={open} sheet={sheet} today={today} cancel={() => setOpen(null)} />}
    </>
  );
}
