// One step on an item: only what the step needs is asked for, and it stays through any failure.

import { Button, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';

import type { Command, EvidenceInput, ItemAct, ItemSheet } from '../api/types';
import { FormError } from '../app/problems';
import { useWords } from '../words';
import { EvidenceRows, type Paper } from './evidenceRows';
import { Labelled } from './labelled';
import { useCommand } from './useCommand';

const STEPS = ['notice', 'supervision', 'interview', 'circular', 'accountability'] as const;
type Step = (typeof STEPS)[number];
const STEP_WORDS: Record<Step, { zh: string; en: string }> = {
  notice: { zh: '工作提示', en: 'Notice' },
  supervision: { zh: '督办', en: 'Supervision letter' },
  interview: { zh: '约谈', en: 'Interview' },
  circular: { zh: '通报', en: 'Circular' },
  accountability: { zh: '移交问责线索', en: 'Lead handed over' },
};

/** What the step's text is called, and whether it must be there. */
const TEXTS: Record<ItemAct, { word: 'items.text' | 'items.reason' | 'items.note' | 'items.grounds'; needed: boolean }> = {
  answer: { word: 'items.text', needed: true },
  ask_extension: { word: 'items.reason', needed: true },
  return: { word: 'items.reason', needed: true },
  accept: { word: 'items.note', needed: false },
  close: { word: 'items.note', needed: false },
  decide_extension: { word: 'items.note', needed: false },
  urge: { word: 'items.note', needed: false },
  escalate: { word: 'items.grounds', needed: false },
};

interface Props {
  act: ItemAct;
  sheet: ItemSheet;
  today: string;
  cancel: () => void;
}

export function ActForm({ act, sheet, today, cancel }: Props) {
  const { t, lang } = useWords();
  const { row } = sheet;
  const [text, setText] = useState('');
  const [on, setOn] = useState(today);
  const [until, setUntil] = useState<string | null>(row.extension_asked);
  const [papers, setPapers] = useState<Paper[]>(() => firstPapers(act, sheet));
  const [step, setStep] = useState<Step>(row.proposed ?? STEPS.find((one) => STEPS.indexOf(one) > STEPS.indexOf(row.escalated ?? 'notice')) ?? 'notice');
  const [document, setDocument] = useState('');
  const send = useCommand();
  const { word, needed } = TEXTS[act];
  const withUntil = act === 'ask_extension' || act === 'decide_extension';
  const send_ = (granted: boolean) => {
    const base = { id: row.id, version: row.version, effective_on: on };
    send.mutate(commandOf(act, base, { text, until: granted ? until : null, papers, step, document }));
  };
  const lacking = (needed && !text.trim()) || (act === 'ask_extension' && !until);
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        send_(true);
      }}
    >
      {act === 'escalate' && (
        <Labelled text={t('items.step')}>
          <Select aria-label={t('items.step')} value={step} options={STEPS.map((one) => ({ value: one, label: STEP_WORDS[one][lang] }))} onChange={setStep} />
        </Labelled>
      )}
      <Labelled text={t(word)}>
        <Input.TextArea aria-label={t(word)} rows={act === 'answer' ? 4 : 2} value={text} onChange={(event) => setText(event.target.value)} />
      </Labelled>
      {act === 'escalate' && (
        <Labelled text={t('items.document')}>
          <Input aria-label={t('items.document')} value={document} onChange={(event) => setDocument(event.target.value)} />
        </Labelled>
      )}
      {(act === 'answer' || act === 'close') && <EvidenceRows item={row.id} asked={sheet.evidence} papers={papers} change={setPapers} />}
      <div className="item-form-line">
        {withUntil && (
          <Labelled text={t('items.until')}>
            <DatePicker aria-label={t('items.until')} value={until ? dayjs(until) : null} onChange={(day) => setUntil(day ? day.format('YYYY-MM-DD') : null)} />
          </Labelled>
        )}
        <Labelled text={t('items.on')}>
          <DatePicker aria-label={t('items.on')} allowClear={false} value={on ? dayjs(on) : null} onChange={(day) => setOn(day ? day.format('YYYY-MM-DD') : today)} />
        </Labelled>
      </div>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={lacking || (act === 'decide_extension' && !until)} loading={send.isPending}>
          {t(act === 'decide_extension' ? 'items.grant' : `items.acts.${act}`)}
        </Button>
        {act === 'decide_extension' && (
          <Button danger loading={send.isPending} onClick={() => send_(false)}>
            {t('items.refuse')}
          </Button>
        )}
        <Button onClick={cancel}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}

/** A line for each kind that is asked for and not given yet. */
function firstPapers(act: ItemAct, sheet: ItemSheet): Paper[] {
  if (act !== 'answer' && act !== 'close') return [];
  return sheet.evidence.filter((own) => !own.given).map((own) => ({ kind: own.kind, number: '' }));
}

interface Filled {
  text: string;
  until: string | null;
  papers: readonly Paper[];
  step: Step;
  document: string;
}

/** The command of a filled form. */
export function commandOf(act: ItemAct, base: { id: string; version: number; effective_on: string }, filled: Filled): Command {
  const text = filled.text.trim();
  const note = text || null;
  const given = filled.papers.filter((paper) => (paper.file === undefined ? paper.number.trim() : paper.file));
  const evidence: EvidenceInput[] = given.map(({ kind, number, file }) => (file ? { file: { kind, attachment: file } } : { document: { kind, number: number.trim() } }));
  switch (act) {
    case 'answer':
      return { answer_item: { ...base, text, evidence } };
    case 'ask_extension':
      return { ask_extension: { ...base, until: filled.until ?? '', reason: text } };
    case 'decide_extension':
      return { decide_extension: { ...base, until: filled.until, note } };
    case 'return':
      return { return_item: { ...base, reason: text } };
    case 'accept':
      return { accept_item: { ...base, note } };
    case 'close':
      return { close_item: { ...base, note, evidence } };
    case 'urge':
      return { urge_item: { ...base, note } };
    case 'escalate':
      return { escalate_item: { ...base, step: filled.step, document: filled.document.trim(), grounds: note } };
  }
}
