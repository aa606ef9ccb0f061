// For those who keep indicators: set or adjust a target, settle the definition anew.

import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import { itemChoicesQuery, sessionQuery, zoneQuery } from '../api/queries';
import type { Definition, IndicatorSheet } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { DefinitionForm } from './definitionForm';

export function Settings({ sheet }: { sheet: IndicatorSheet }) {
  const { t } = useWords();
  const may = useQuery(sessionQuery).data?.may;
  const [open, setOpen] = useState<'target' | 'definition' | null>(null);
  if (!may?.includes('keep_indicators')) return null;
  const close = () => setOpen(null);
  return (
    <section className="indicator-settings">
      {open === null && (
        <p className="works-acts">
          <Button onClick={() => setOpen('target')}>{t(sheet.targets.length > 0 ? 'definition.adjustTarget' : 'definition.setTarget')}</Button>
          <Button onClick={() => setOpen('definition')}>{t('definition.edit')}</Button>
        </p>
      )}
      {open === 'target' && <TargetForm sheet={sheet} close={close} />}
      {open === 'definition' && <Change sheet={sheet} close={close} />}
    </section>
  );
}

function Change({ sheet, close }: { sheet: IndicatorSheet; close: () => void }) {
  const { t } = useWords();
  const send = useCommand();
  const { code, name, measure, kind, better, every, lead_unit, january_skipped, month_ends_on, release_lag, source, fed_by, level } = sheet;
  const start: Definition = { code, name, measure, kind, better, every, lead_unit, january_skipped, month_ends_on, release_lag, source, fed_by, level };
  return (
    <>
      <h2>{t('definition.edit')}</h2>
      <DefinitionForm start={start} inUse={sheet.in_use} error={send.error} pending={send.isPending} save={(definition) => send.mutate({ change_indicator: { id: sheet.id, version: sheet.version, definition } }, { onSuccess: close })}>
        <Button onClick={close}>{t('items.cancel')}</Button>
      </DefinitionForm>
    </>
  );
}

function TargetForm({ sheet, close }: { sheet: IndicatorSheet; close: () => void }) {
  const { t, lang } = useWords();
  const zone = useQuery(zoneQuery).data;
  const units = useQuery(itemChoicesQuery).data?.units ?? [];
  const [unit, setUnit] = useState('');
  const [year, setYear] = useState(sheet.year);
  const [target, setTarget] = useState<string | null>(null);
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [on, setOn] = useState<string>();
  const send = useCommand();
  const since = on ?? zone?.today ?? '';
  const known = year === sheet.year ? sheet.rows.find((row) => (row.unit ?? '') === unit)?.target : null;
  const adjusts = known !== null && known !== undefined;
  const whole = sheet.rows[0] ? say(sheet.rows[0].name, lang) : '';
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ set_target: { id: sheet.id, unit: unit || null, year, target: target ?? '', document, reason: reason.trim() || null, effective_on: since } }, { onSuccess: close });
      }}
    >
      <h2>{t(adjusts ? 'definition.adjustTarget' : 'definition.setTarget')}</h2>
      <div className="assign-grid">
        <Labelled text={t('definition.unit')}>
          <Select aria-label={t('definition.unit')} showSearch={{ optionFilterProp: 'label' }} value={unit} options={[{ value: '', label: whole }, ...units.map((own) => ({ value: own.id, label: own.name }))]} onChange={setUnit} />
        </Labelled>
        <Labelled text={t('definition.year')}>
          <InputNumber aria-label={t('definition.year')} min={1950} max={2150} precision={0} value={year} onChange={(value) => setYear(value ?? sheet.year)} />
        </Labelled>
        <Labelled text={`${t('definition.target')}（${say(sheet.measure, lang)}）`} how={adjusts ? t('indicators.original', { value: known }) : undefined}>
          <InputNumber<string> stringMode aria-label={t('definition.target')} value={target} onChange={setTarget} />
        </Labelled>
        <Labelled text={t('definition.document')}>
          <Input aria-label={t('definition.document')} value={document} onChange={(event) => setDocument(event.target.value)} />
        </Labelled>
        <Labelled text={t('definition.since')}>
          <DatePicker aria-label={t('definition.since')} allowClear={false} value={since ? dayjs(since) : null} onChange={(date) => date && setOn(date.format('YYYY-MM-DD'))} />
        </Labelled>
      </div>
      {adjusts && (
        <Labelled text={t('definition.reason')}>
          <Input.TextArea aria-label={t('definition.reason')} rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Labelled>
      )}
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" loading={send.isPending} disabled={!target || !document.trim() || (adjusts && !reason.trim())}>
          {t('definition.save')}
        </Button>
        <Button onClick={close}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
