// What comes with a line besides figures: a stage reached with its evidence, problems.

import { Button, Checkbox, DatePicker, Input, InputNumber, Select } from 'antd';
import dayjs from 'dayjs';

import type { FormLine, ReportForm } from '../api/types';
import { Labelled } from '../items/labelled';
import { say } from '../format/lang';
import { useWords } from '../words';
import type { LineTyped, ProblemTyped } from './draft';

interface Props {
  form: ReportForm;
  own: FormLine;
  typed: LineTyped;
  put: (change: Partial<LineTyped>) => void;
}

const SEVERITIES = ['minor', 'serious', 'blocking'] as const;

export function More({ form, own, typed, put }: Props) {
  const { t, lang } = useWords();
  const { stage, problems } = typed;
  const next = own.next_stage;
  const change = (at: number, part: Partial<ProblemTyped>) => put({ problems: problems.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <div className="report-details">
      {own.stage_told && <p>{say(own.stage_told, lang)}</p>}
      {next && (
        <div className="item-form-line">
          <Checkbox checked={stage !== null} onChange={(event) => put({ stage: event.target.checked ? { on: form.until, papers: {} } : null })}>
            {t('reports.reached', { stage: say(next.name, lang) })}
          </Checkbox>
          {stage && (
            <>
              <Labelled text={t('reports.reachedOn')}>
                <DatePicker aria-label={t('reports.reachedOn')} allowClear={false} value={dayjs(stage.on)} onChange={(day) => day && put({ stage: { ...stage, on: day.format('YYYY-MM-DD') } })} />
              </Labelled>
              {next.evidence.map(({ kind, word }) => (
                <Labelled key={kind} text={`${say(word, lang)} · ${t('reports.evidence')}`}>
                  <Input aria-label={say(word, lang)} value={stage.papers[kind] ?? ''} onChange={(event) => put({ stage: { ...stage, papers: { ...stage.papers, [kind]: event.target.value } } })} />
                </Labelled>
              ))}
            </>
          )}
        </div>
      )}
      {problems.map((one, at) => (
        <div key={at} className="item-form-line">
          <Labelled text={t('reports.problemKind')}>
            <Input aria-label={t('reports.problemKind')} value={one.kind} onChange={(event) => change(at, { kind: event.target.value })} />
          </Labelled>
          <Select aria-label={t('reports.problemKind')} value={one.severity} options={SEVERITIES.map((own) => ({ value: own, label: t(`reports.severities.${own}`) }))} onChange={(severity) => change(at, { severity })} />
          <Labelled text={t('reports.problemDays')}>
            <InputNumber aria-label={t('reports.problemDays')} min={0} value={Number(one.days) || 0} onChange={(days) => change(at, { days: String(days ?? 0) })} />
          </Labelled>
          <Labelled text={t('reports.problemWhat')}>
            <Input className="report-problem" aria-label={t('reports.problemWhat')} value={one.what} onChange={(event) => change(at, { what: event.target.value })} />
          </Labelled>
          <Button size="small" onClick={() => put({ problems: problems.filter((_, index) => index !== at) })}>
            {t('reports.remove')}
          </Button>
        </div>
      ))}
      <Button size="small" onClick={() => put({ problems: [...problems, { kind: '', severity: 'minor', days: '0', what: '' }] })}>
        {t('reports.addProblem')}
      </Button>
    </div>
  );
}
