// 上传本单位表格: the unit's own table read into the form. What is not taken is named with its cell;
// nothing is submitted by it.

import { useMutation } from '@tanstack/react-query';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { asFile } from '../api/sendFile';
import type { OwnTable, ReportForm } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { useWords } from '../words';
import type { Typed } from './draft';
import { typedOf } from './parse';

interface ByHand {
  rows: Record<string, string>;
  columns: Record<string, string>;
}

const NOTHING: ByHand = { rows: {}, columns: {} };

export function OwnTableIn({ form, take }: { form: ReportForm; take: (fill: (typed: Typed) => Typed) => void }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [file, setFile] = useState<File>();
  const [byHand, setByHand] = useState<ByHand>(NOTHING);
  const [clip, setClip] = useState('');
  const look = useMutation({
    mutationFn: async ({ picked, hand }: { picked: File; hand: ByHand }) => {
      const query = {
        name: picked.name,
        rows: Object.entries(hand.rows).map(([key, id]) => `${key}:${id}`).join('\n') || undefined,
        columns: Object.entries(hand.columns).map(([column, field]) => `${column}:${field}`).join(',') || undefined,
      };
      return (await ask(api.POST('/reports/{id}/table', { params: { path: { id: form.id }, query }, ...asFile(picked) }))) as OwnTable;
    },
  });
  const again = (picked: File, hand: ByHand) => {
    setFile(picked);
    setByHand(hand);
    look.mutate({ picked, hand });
  };
  if (!open) {
    return (
      <Button size="small" data-own-table onClick={() => setOpen(true)}>
        {t('ownTable.open')}
      </Button>
    );
  }
  return (
    <div className="card own-table">
      <p className="quiet-note">{t('ownTable.how')}</p>
      <div className="item-form-line">
        <label>
          {t('ownTable.file')} <input type="file" data-own-file accept=".xlsx,.xls,.csv,.tsv,.html,.htm,.et" onChange={(event) => event.target.files?.[0] && again(event.target.files[0], NOTHING)} />
        </label>
        <Button size="small" onClick={() => setOpen(false)}>
          {t('reports.cancel')}
        </Button>
      </div>
      <Input.TextArea aria-label={t('ownTable.paste')} placeholder={t('ownTable.paste')} rows={2} value={clip} onChange={(event) => setClip(event.target.value)} />
      <Button size="small" data-own-paste disabled={!clip.trim()} onClick={() => again(new File([clip], '粘贴.tsv', { type: 'text/tab-separated-values' }), NOTHING)}>
        {t('ownTable.read')}
      </Button>
      {look.isPending && <p role="status">{t('paper.reading')}</p>}
      <FormError error={look.error} />
      {look.data && file && <Found form={form} found={look.data} byHand={byHand} again={(hand) => again(file, hand)} take={take} />}
    </div>
  );
}

interface Shown {
  form: ReportForm;
  found: OwnTable;
  byHand: ByHand;
  again: (hand: ByHand) => void;
  take: (fill: (typed: Typed) => Typed) => void;
}

function Found({ form, found, byHand, again, take }: Shown) {
  const { t, lang } = useWords();
  const fields = form.columns.filter((column) => column.takes !== 'other').map((column) => ({ value: column.key, label: say(column.label, lang) }));
  const projects = form.lines.map((own) => ({ value: own.project, label: own.name }));
  const [filled, setFilled] = useState(false);
  return (
    <div className="own-found" data-found>
      <p role="status">{t('ownTable.found', { lines: found.lines.length, left: found.left.length, over: found.passed_over })}</p>
      <ul className="own-columns">
        {found.columns.map((column) => (
          <li key={`${column.sheet} ${column.column}`} className={column.taken ? undefined : 'left'}>
            <code>{column.column}</code> {column.header} <small>{say(column.used, lang)}</small>
            <Select size="small" aria-label={`${column.column} ${column.header}`} value={byHand.columns[column.column] ?? column.field ?? 'ignore'} options={[{ value: 'ignore', label: t('ownTable.ignore') }, ...fields]} onChange={(field: string) => again({ ...byHand, columns: { ...byHand.columns, [column.column]: field } })} />
          </li>
        ))}
      </ul>
      {found.left.length > 0 && (
        <ul className="own-left">
          {found.left.map((row) => (
            <li key={row.key} className="left">
              <code>{row.place}</code> {row.name} <small>{say(row.why, lang)}</small>
              <Select size="small" showSearch optionFilterProp="label" aria-label={`${row.place} ${row.name}`} placeholder={t('ownTable.which')} options={row.candidates.length > 0 ? row.candidates.map((own) => ({ value: own.id, label: own.name })) : projects} onChange={(id: string) => again({ ...byHand, rows: { ...byHand.rows, [row.key]: id } })} />
            </li>
          ))}
        </ul>
      )}
      {found.missing.length > 0 && (
        <p className="bad">
          {t('ownTable.missing')}
          {found.missing.map((own) => own.name).join(lang === 'zh' ? '、' : ', ')}
        </p>
      )}
      {found.problems.length > 0 && (
        <ul className="own-problems">
          {found.problems.map((own, at) => (
            <li key={at} className={own.severity === 'error' ? 'bad' : undefined}>
              <code>{own.place?.cell}</code> {say(own.message, lang)}
            </li>
          ))}
        </ul>
      )}
      <Button
        type="primary"
        data-own-take
        disabled={found.lines.length === 0}
        onClick={() => {
          take((typed) => withTable(form, typed, found));
          setFilled(true);
        }}
      >
        {t('ownTable.take', { count: found.lines.length })}
      </Button>
      {filled && <b role="status">{t('ownTable.taken')}</b>}
    </div>
  );
}

/** The form with what a table tells in its cells; what it does not tell stays. */
export function withTable(form: ReportForm, typed: Typed, found: OwnTable): Typed {
  const lines = { ...typed.lines };
  const takes = new Map(form.columns.map((column) => [column.key, column.takes]));
  for (const line of found.lines) {
    const known = lines[line.project];
    if (!known) continue;
    const cells = { ...known.cells };
    for (const cell of line.cells) {
      const kind = takes.get(cell.field);
      if (kind) cells[cell.field] = typedOf(kind, cell.number, cell.text ?? '');
    }
    lines[line.project] = { ...known, cells };
  }
  return { ...typed, lines };
}
