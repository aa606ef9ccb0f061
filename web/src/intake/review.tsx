// A file that was read and is not applied yet: its columns, problems, questions, and what it would do.

import { Button, Tabs } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';

import type { Intake, Mapping, Preview } from '../api/types';
import { FormError } from '../app/problems';
import { useWords } from '../words';
import { inOrder, NO_ANSWERS } from './answers';
import { LayoutChanges } from './layoutChanges';
import { MapGrid } from './mapGrid';
import { isGrid, leaveOut } from './mapEdit';
import { MappingTable } from './mapping';
import { Options } from './options';
import { Problems } from './problems';
import { Questions } from './questions';
import { CLASSES, ClassRows, Differences } from './rows';
import { sureOf } from './targets';
import type { IntakeWork } from './useIntake';
import { useMedia } from '../app/useMedia';
import { errors } from './wrong';

interface Props {
  work: IntakeWork;
  intake: Intake;
  draft: Mapping;
  changed: boolean;
}

export function Review({ work, intake, draft, changed }: Props) {
  const { t } = useWords();
  const preview = intake.preview as Preview;
  const problems = useMemo(() => errors(preview), [preview]);
  const questions = useMemo(() => inOrder(preview.questions), [preview]);
  const open = preview.question_counts.reduce((sum, one) => sum + one.open, 0);
  const doubtful = draft.sheets.flatMap((sheet) => sheet.columns).filter((one) => sureOf(one.confidence ?? 0) === 'low').length;
  const wrong = problems.filter((one) => one.severity === 'error').length;
  const [chosen, setChosen] = useState<string | null>(null);
  const first = CLASSES.find((name) => preview.counts[name] > 0) ?? 'unchanged';
  const own = wrong > 0 && doubtful > 0 ? 'columns' : wrong > 0 ? 'problems' : open > 0 ? 'questions' : first;
  const tab = (key: string, label: string, count: number | null, children: ReactNode, mark = false) => ({
    key,
    label: (
      <span className={mark ? 'tab-marked' : undefined}>
        {label}
        {count !== null && <b>{count}</b>}
      </span>
    ),
    disabled: count === 0 && key !== 'problems' && key !== 'questions',
    children,
  });
  const leave = (sheet: string, cell: string) => work.setDraft(leaveOut(draft, sheet, cell));
  return (
    <section className="card review">
      <Head work={work} intake={intake} draft={draft} changed={changed} openQuestions={open} />
      <Tabs
        activeKey={chosen ?? own}
        onChange={setChosen}
        items={[
          tab('columns', t('intake.columns'), null, <Columns intake={intake} draft={draft} change={work.setDraft} />, doubtful > 0),
          tab('problems', t('intake.problemsTab'), problems.length, <Problems id={intake.id} mapping={intake.mapping} problems={problems} leaveOut={leave} />, wrong > 0),
          tab(
            'questions',
            t('intake.questions'),
            open,
            <Questions
              id={intake.id}
              mapping={intake.mapping}
              preview={preview}
              questions={questions}
              answers={intake.answers ?? NO_ANSWERS}
              busy={work.answer.isPending || changed}
              error={work.answer.error}
              send={(answers) => work.answer.mutate({ id: intake.id, answers })}
            />,
            open > 0,
          ),
          tab('differences', t('intake.differences'), preview.differences_total, <Differences preview={preview} />, preview.differences_total > 0),
          ...CLASSES.map((name) => tab(name, t(`intake.classes.${name}`), preview.counts[name], <ClassRows preview={preview} shown={name} />)),
        ]}
      />
    </section>
  );
}

function Head({ work, intake, draft, changed, openQuestions }: Props & { openQuestions: number }) {
  const { t, lang } = useWords();
  const preview = intake.preview as Preview;
  const { counts } = preview;
  const count = counts.new + counts.changed;
  const created = [...preview.units_to_create, ...preview.people_to_create];
  const dates = [...new Set(preview.reports.map((one) => one.effective_on))];
  const blocked = preview.question_counts.some((one) => one.weight === 'blocks' && one.open > 0);
  return (
    <>
      <header className="bar review-head">
        <h2>{preview.file}</h2>
        <span className="quiet-note">
          {dates.length > 0 && t('intake.asOf', { date: dates.slice(0, 3).join(', ') })}
        </span>
        <span className="nav-room" />
        <Button onClick={work.again}>{t('intake.back')}</Button>
        {changed && (
          <Button className="preview-again" type="primary" loading={work.remap.isPending} onClick={() => work.remap.mutate({ id: intake.id, mapping: draft })}>
            {t('intake.again')}
          </Button>
        )}
        <Button className="apply" type={changed ? 'default' : 'primary'} disabled={!preview.can_apply || !preview.has_news || changed} loading={work.apply.isPending} onClick={() => work.apply.mutate(intake.id)}>
          {count > 0 ? t('intake.applyCount', { count }) : t('intake.apply')}
        </Button>
      </header>
      {!preview.can_apply && (
        <p className="notice bad" role="status">
          {blocked ? t('intake.cannotAsked') : t('intake.cannot')}
        </p>
      )}
      {preview.can_apply && openQuestions > 0 && <p className="notice">{t('intake.asksOpen', { count: openQuestions })}</p>}
      {preview.can_apply && !preview.has_news && (
        <p className="notice" role="status">
          {preview.imported_in ? t('intake.same', { id: preview.imported_in }) : t('intake.nothing')}
        </p>
      )}
      {created.length > 0 && (
        <p className="notice">
          {t('intake.creates')} {created.join(lang === 'zh' ? '、' : ', ')}
        </p>
      )}
      <FormError error={work.apply.error ?? work.remap.error} />
    </>
  );
}

function Columns({ intake, draft, change }: { intake: Intake; draft: Mapping; change: (mapping: Mapping) => void }) {
  const phone = useMedia('(max-width: 640px)');
  const grid = !phone && draft.sheets.every(isGrid);
  return (
    <>
      <LayoutChanges intake={intake} />
      <Options mapping={draft} change={change} />
      {grid ? <MapGrid id={intake.id} mapping={draft} change={change} /> : <MappingTable mapping={draft} change={change} />}
    </>
  );
}
