// 导入: a spreadsheet, its columns, what is asked, what would change, and only then the record.

import { Steps } from 'antd';

import { Loading } from '../app/states';
import { useWords } from '../words';
import { Done } from './done';
import { Review } from './review';
import { Start } from './start';
import { useIntake } from './useIntake';

export function IntakePage() {
  const { t } = useWords();
  const work = useIntake();
  const { intake, draft, send, resume, apply } = work;
  const changed = intake !== null && draft !== intake.mapping;
  const busy = send.isPending || resume.isPending;
  const step = apply.data ? 3 : intake ? (changed ? 1 : 2) : 0;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('intake.title')}</h1>
        <Steps
          className="intake-steps"
          size="small"
          current={step}
          items={(['file', 'mapping', 'preview', 'done'] as const).map((key) => ({
            title: t(`intake.steps.${key}`),
          }))}
        />
      </header>
      <div className="page-body intake">
        {busy && (
          <>
            <Loading />
            {send.variables && <p className="quiet-note intake-reading">{t('intake.reading', { file: send.variables.name })}</p>}
          </>
        )}
        {!intake && !busy && <Start work={work} />}
        {intake && draft && !busy && !apply.data && <Review work={work} intake={intake} draft={draft} changed={changed} />}
        {apply.data && <Done done={apply.data} again={work.again} />}
      </div>
    </div>
  );
}
