// 企业: the month against the year and the month before, what is open, whom to call first.

import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import { type EnterprisesSearch, MARKS } from '../app/search';
import { Empty, Failed, Loading, TooMany } from '../app/states';
import { monthOf } from '../format/dates';
import { Clocks } from '../wall/clocks';
import { useWords } from '../words';
import { AddForm } from './addForm';
import { PasteForm } from './pasteForm';
import { enterprisesQuery } from './queries';
import { EnterpriseTable } from './table';
import { FirmTabs } from './tabs';

/** Lines drawn at once; a zone with more is filtered. */
const SHOWN = 500;

export function EnterprisesPage() {
  const { t, lang } = useWords();
  const search = useSearch({ from: '/shell/enterprises' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const [open, setOpen] = useState<'add' | 'paste'>();
  const { known_at, true_on } = search;
  const { unit, industry, mark, text } = search;
  const board = useQuery(enterprisesQuery({ known_at, true_on, unit, industry, mark, text, left: search.left && 'true' }));
  const go = (change: Partial<EnterprisesSearch>) => void navigate({ to: '/enterprises', search: { ...search, ...change }, replace: true });
  const past = known_at !== undefined || true_on !== undefined;
  const filtered = Boolean(unit ?? industry ?? mark ?? text);
  const data = board.data;
  const close = () => setOpen(undefined);
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('firms.title')}</h1>
        <FirmTabs keep={{ known_at, true_on }} />
        {data?.may_add && !past && (
          <span className="items-new">
            <Button onClick={() => setOpen(open === 'paste' ? undefined : 'paste')} aria-expanded={open === 'paste'}>
              {t('firms.paste')}
            </Button>
            <Button onClick={() => setOpen(open === 'add' ? undefined : 'add')} aria-expanded={open === 'add'}>
              {t('firms.addOne')}
            </Button>
          </span>
        )}
        <Clocks zone={zone} moment={{ known_at, true_on }} trueOn={data?.true_on ?? zone?.default_true_on} change={(moment) => go({ known_at: moment.known_at, true_on: moment.true_on })} />
      </header>
      <div className="items-filters" role="search">
        <Input.Search className="items-search" allowClear aria-label={t('firms.search')} placeholder={t('firms.search')} defaultValue={text} onSearch={(value) => go({ text: value || undefined })} />
        <Select className="items-unit" allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={t('firms.lead')} placeholder={t('firms.lead')} value={unit} options={(zone?.units ?? []).map((own) => ({ value: own.id, label: own.name }))} onChange={(value?: string) => go({ unit: value })} />
        <Select className="items-state" allowClear aria-label={t('firms.industry')} placeholder={t('firms.industry')} value={industry} options={(data?.industries ?? []).map((own) => ({ value: own, label: own }))} onChange={(value?: string) => go({ industry: value })} />
        <Select className="items-state" allowClear aria-label={t('firms.mark')} placeholder={t('firms.mark')} value={mark} options={MARKS.map((own) => ({ value: own, label: t(`firms.marks.${own}`) }))} onChange={(value?: EnterprisesSearch['mark']) => go({ mark: value })} />
        <Checkbox checked={search.left ?? false} onChange={(event) => go({ left: event.target.checked || undefined })}>
          {t('firms.left')}
        </Checkbox>
      </div>
      {open === 'add' && (
        <section className="card items-assign">
          <AddForm today={zone?.today ?? ''} done={close} cancel={close} />
        </section>
      )}
      {open === 'paste' && (
        <section className="card items-assign">
          <PasteForm today={zone?.today ?? ''} done={close} cancel={close} />
        </section>
      )}
      {board.isPending && <Loading />}
      {board.isError && !data && <Failed error={board.error} retry={() => void board.refetch()} />}
      {data && data.enterprises.length > 0 && (
        <div className="page-body">
          <p className="items-summary">{t('firms.summary', { ...data.counts, month: monthOf(data.month, lang) })}</p>
          {data.enterprises.length > SHOWN && <TooMany shown={SHOWN} />}
          <EnterpriseTable rows={data.enterprises.slice(0, SHOWN)} month={data.month} keep={{ known_at, true_on }} />
        </div>
      )}
      {data?.enterprises.length === 0 && <Empty title={t(filtered ? 'firms.noneFound' : 'firms.none')} how={t(filtered ? 'firms.noneFoundHow' : 'firms.noneHow')} />}
    </div>
  );
}
