// 回执: what was reported and when, with the proof. Printable, and a file that is checked offline.

import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';

import { receiptQuery } from '../api/queries';
import type { ReportReceipt } from '../api/types';
import { saveJson } from '../app/saveJson';
import { Failed, Loading } from '../app/states';
import { moment } from '../format/dates';
import { say } from '../format/lang';
import { useWords } from '../words';

export function ReceiptPage() {
  const { t } = useWords();
  const { id, seq } = useParams({ from: '/shell/reports/$id/receipt/$seq' });
  const receipt = useQuery(receiptQuery(id, seq));
  return (
    <div className="page receipt-page">
      <header className="page-head">
        <h1>{t('reports.receiptTitle')}</h1>
        <span className="items-new">
          <Button disabled={!receipt.data} onClick={() => receipt.data && saveJson(`receipt-${receipt.data.report}-${receipt.data.seq}.json`, receipt.data)}>
            {t('reports.downloadOne')}
          </Button>
          <Button onClick={() => window.print()}>{t('reports.print')}</Button>
          <Link to="/reports/$id" params={{ id }}>
            {t('reports.back')}
          </Link>
        </span>
      </header>
      {receipt.isPending && <Loading />}
      {receipt.isError && <Failed error={receipt.error} retry={() => void receipt.refetch()} />}
      {receipt.data && <Receipt receipt={receipt.data} />}
    </div>
  );
}

const KINDS = ['accepted', 'signed', 'sheet_scanned'] as const;

function Receipt({ receipt }: { receipt: ReportReceipt }) {
  const { t, lang } = useWords();
  const kind = KINDS.find((own) => receipt.kind === `report.${own}`) ?? 'submitted';
  const nodes = receipt.steps.reduce((sum, step) => sum + step.path.length, 0);
  return (
    <article className="card receipt">
      <h2>
        {receipt.zone} · {t('reports.receiptTitle')}
      </h2>
      <dl className="item-facts">
        <Fact label={t('reports.unitAndCycle')}>
          {receipt.unit} · {say(receipt.cycle, lang)} <small>{receipt.report}</small>
        </Fact>
        <Fact label={t('reports.state')}>{t(`reports.receiptKind.${kind}`)}</Fact>
        <Fact label={t('reports.projects')}>{receipt.projects}</Fact>
        <Fact label={t('reports.by')}>{receipt.by}</Fact>
        <Fact label={t('reports.at')}>{moment(receipt.recorded_at)}</Fact>
        <Fact label={t('reports.digest')}>
          <code>{receipt.figures_sha256}</code>
        </Fact>
        <Fact label={t('reports.seq')}>{receipt.seq}</Fact>
        <Fact label={t('reports.hash')}>
          <code>{receipt.record}</code>
        </Fact>
        <Fact label={t('reports.head')}>
          <code>
            {receipt.head.seq}:{receipt.head.short_code}
          </code>
        </Fact>
        <Fact label={t('reports.root')}>
          <code>{receipt.head.root}</code>
        </Fact>
        <Fact label={t('reports.proof')}>{t('reports.proofSteps', { count: nodes })}</Fact>
      </dl>
      <p className="quiet-note">{t('reports.receiptHow')}</p>
    </article>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}
