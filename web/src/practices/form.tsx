// 写经验: from what is over, or a new version of what is there. What was typed is kept while it is written.

import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';

import type { OpenSource, PracticeSheet } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';

export const LEVELS = ['public', 'internal', 'work_secret', 'unpublished_statistics'] as const;

interface Text {
  title: string;
  kinds: string[];
  stages: string[];
  level: (typeof LEVELS)[number];
  what: string;
  outcome: string;
  applies: string;
}

/** Drafts are private: they stay in this browser until they are submitted. */
function keptUnder(key: string): Text | undefined {
  try {
    const kept = sessionStorage.getItem(key);
    return kept ? (JSON.parse(kept) as Text) : undefined;
  } catch {
    return undefined; // Storage may be forbidden; then the draft lasts as long as the form.
  }
}

function keep(key: string, text: Text | undefined): void {
  try {
    if (text) sessionStorage.setItem(key, JSON.stringify(text));
    else sessionStorage.removeItem(key);
  } catch {
    // As above.
  }
}

interface Props {
  /** What it is written from; none revises what is there. */
  source?: OpenSource;
  sheet?: PracticeSheet;
  /** Kinds and stages that are known. */
  kinds: readonly string[];
  stages: readonly string[];
  done: () => void;
  cancel: () => void;
}

export function PracticeForm({ source, sheet, kinds, stages, done, cancel }: Props) {
  const { t } = useWords();
  const key = `practice.draft.${source?.key ?? sheet?.row.id ?? ''}`;
  const [text, setText] = useState<Text>(() => keptUnder(key) ?? begun(source, sheet));
  const send = useCommand();
  useEffect(() => keep(key, text), [key, text]);
  const set = (change: Partial<Text>) => setText({ ...text, ...change });
  const content = { title: text.title.trim(), level: text.level, kinds: text.kinds, stages: text.stages, what: text.what.trim(), outcome: text.outcome.trim(), applies: text.applies.trim() || null };
  const submit = () =>
    send.mutate(
      sheet ? { revise_practice: { id: sheet.row.id, version: sheet.row.version, content } } : { submit_practice: { source: source?.key ?? '', unit: source?.unit?.id ?? '', content } },
      {
        onSuccess: () => {
          keep(key, undefined);
          done();
        },
      },
    );
  const options = (words: readonly string[]) => words.map((word) => ({ value: word, label: word }));
  const area = (name: 'what' | 'outcome' | 'applies', rows: number) => (
    <Labelled text={t(`practices.${name}`)} how={t(`practices.${name}How`)}>
      <Input.TextArea aria-label={t(`practices.${name}`)} rows={rows} value={text[name]} onChange={(event) => set({ [name]: event.target.value })} />
    </Labelled>
  );
  return (
    <form
      className="item-form practice-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {sheet && <p className="quiet-note">{t('practices.reviseHow')}</p>}
      <Labelled text={t('practices.name')} how={t('practices.nameHow')}>
        <Input aria-label={t('practices.name')} value={text.title} maxLength={300} onChange={(event) => set({ title: event.target.value })} />
      </Labelled>
      <div className="assign-grid">
        <Labelled text={t('practices.kinds')}>
          <Select aria-label={t('practices.kinds')} mode="tags" value={text.kinds} options={options(kinds)} onChange={(next: string[]) => set({ kinds: next })} />
        </Labelled>
        <Labelled text={t('practices.stages')}>
          <Select aria-label={t('practices.stages')} mode="tags" value={text.stages} options={options(stages)} onChange={(next: string[]) => set({ stages: next })} />
        </Labelled>
        <Labelled text={t('practices.level')}>
          <Select aria-label={t('practices.level')} value={text.level} options={LEVELS.map((level) => ({ value: level, label: t(`practices.levels.${level}`) }))} onChange={(level) => set({ level })} />
        </Labelled>
      </div>
      {area('what', 4)}
      {area('outcome', 2)}
      {area('applies', 2)}
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button type="primary" htmlType="submit" disabled={!text.title.trim() || !text.what.trim() || !text.outcome.trim() || text.kinds.length + text.stages.length === 0} loading={send.isPending}>
          {t('practices.submit')}
        </Button>
        <Button onClick={cancel}>{t('practices.cancel')}</Button>
      </div>
    </form>
  );
}

/** Where a text begins: with what units answered on the way, or with what stands there. */
function begun(source: OpenSource | undefined, sheet: PracticeSheet | undefined): Text {
  const content = sheet?.waiting ?? sheet?.content;
  const said = (words: { zh: string; en: string } | null | undefined) => (words ? say(words, 'zh') : '');
  const level = source?.level ?? 'internal';
  return {
    title: content?.title ?? '',
    kinds: content?.kinds ?? source?.kinds ?? [],
    stages: content?.stages ?? source?.stages ?? [],
    // As narrow as what it comes from; what is public there is internal until somebody says otherwise.
    level: sheet?.row.level ?? (level === 'public' ? 'internal' : level),
    what: content ? said(content.what) : (source?.answers.map(said).join('\n') ?? ''),
    outcome: said(content?.outcome),
    applies: said(content?.applies),
  };
}
