import { useQuery } from '@tanstack/react-query';
import { Button, Input, Segmented, Select } from 'antd';

import type { ItemSheet } from '../api/types';
import { say } from '../format/lang';
import { Sender } from '../talk/files';
import { threadQuery } from '../talk/queries';
import { useWords } from '../words';
import { Labelled } from './labelled';

export interface Paper {
  kind: string;
  number: string;
  /** The attachment that shows it, instead of a number; empty while none is chosen. */
  file?: string;
}

interface Props {
  item: string;
  asked: ItemSheet['evidence'];
  papers: readonly Paper[];
  change: (papers: Paper[]) => void;
}

/** What shows that it is done: a kind that was asked for, and its number or a file. */
export function EvidenceRows({ item, asked, papers, change }: Props) {
  const { t, lang } = useWords();
  const thread = useQuery(threadQuery(item)).data;
  const files = (thread?.attachments ?? []).filter((own) => !own.withdrawn && !own.purged);
  const put = (at: number, paper: Partial<Paper>) => change(papers.map((own, index) => (index === at ? { ...own, ...paper } : own)));
  return (
    <Labelled text={t('items.evidence')}>
      {papers.map((paper, at) => (
        <div key={at} className="item-form-line">
          <Select className="item-evidence-kind" aria-label={t('items.evidence')} value={paper.kind} options={asked.map((own) => ({ value: own.kind, label: say(own.word, lang) }))} onChange={(kind) => put(at, { kind })} />
          <Segmented
            size="small"
            value={paper.file === undefined ? 'document' : 'file'}
            options={[
              { value: 'document', label: t('talk.documentEvidence') },
              { value: 'file', label: t('talk.fileEvidence') },
            ]}
            onChange={(one) => put(at, { file: one === 'file' ? (files.at(-1)?.id ?? '') : undefined })}
          />
          {paper.file === undefined ? (
            <Input className="item-evidence-number" aria-label={t('items.number2')} placeholder={t('items.number2')} value={paper.number} onChange={(event) => put(at, { number: event.target.value })} />
          ) : (
            <>
              <Select className="item-evidence-number" aria-label={t('talk.chooseFile')} placeholder={t('talk.chooseFile')} value={paper.file || undefined} options={files.map((own) => ({ value: own.id, label: `${own.id} ${say(own.name, lang)}` }))} onChange={(file) => put(at, { file })} />
              <Sender subject={item} audience="internal" sent={(file) => put(at, { file: file.id })} />
            </>
          )}
        </div>
      ))}
      <Button size="small" onClick={() => change([...papers, { kind: asked[0]?.kind ?? '', number: '' }])}>
        {t('items.addEvidence')}
      </Button>
    </Labelled>
  );
}
