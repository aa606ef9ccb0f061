import { Button, Input, Select } from 'antd';

import type { ItemSheet } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import { Labelled } from './labelled';

export interface Paper {
  kind: string;
  number: string;
}

interface Props {
  asked: ItemSheet['evidence'];
  papers: readonly Paper[];
  change: (papers: Paper[]) => void;
}

/** What shows that it is done: a kind that was asked for, and its number. */
export function EvidenceRows({ asked, papers, change }: Props) {
  const { t, lang } = useWords();
  const put = (at: number, paper: Partial<Paper>) => change(papers.map((own, index) => (index === at ? { ...own, ...paper } : own)));
  return (
    <Labelled text={t('items.evidence')}>
      {papers.map((paper, at) => (
        <div key={at} className="item-form-line">
          <Select className="item-evidence-kind" aria-label={t('items.evidence')} value={paper.kind} options={asked.map((own) => ({ value: own.kind, label: say(own.word, lang) }))} onChange={(kind) => put(at, { kind })} />
          <Input className="item-evidence-number" aria-label={t('items.number2')} placeholder={t('items.number2')} value={paper.number} onChange={(event) => put(at, { number: event.target.value })} />
        </div>
      ))}
      <Button size="small" onClick={() => change([...papers, { kind: asked[0]?.kind ?? '', number: '' }])}>
        {t('items.addEvidence')}
      </Button>
    </Labelled>
  );
}
