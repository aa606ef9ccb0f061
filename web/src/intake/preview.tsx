// What an import would do, before it does anything; and everything that is wrong, at once.

import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';

import { FormError, placeText } from '../app/problems';
import { TooMany } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';
import { targetName } from './targets';
import { told, type Change, type Preview, type PreviewRow, type RowClass, type ToldProblem } from './types';

const CLASSES: readonly RowClass[] = ['refused', 'new', 'changed', 'disappeared', 'unchanged'];
const ROWS_MAX = 300;
const PROBLEMS_MAX = 200;

interface Props {
  preview: Preview;
  stale: boolean;
  applying: boolean;
  apply: () => void;
  again: () => void;
  error: unknown;
}

interface Entry {
  asOf: string | null;
  row: PreviewRow;
}

export function PreviewView({ preview, stale, applying, apply, again, error }: Props) {
  const { t } = useWords();
  const problems = useMemo(() => preview.problems.map(told), [preview]);
  const entries = useMemo(
    () => preview.groups.flatMap((group) => group.rows.map((row): Entry => ({ asOf: group.as_of, row }))),
    [preview],
  );
  const counts = useMemo(() => totals(preview), [preview]);
  const first = CLASSES.find((name) => counts[name] > 0) ?? 'unchanged';
  const [chosen, setChosen] = useState<RowClass | null>(null);
  const shown = chosen ?? first;
  const work = counts.new + counts.changed;
  return (
    <section className="card">
      <header className="bar">
        <h2>{t('intake.preview')}</h2>
        <span className="quiet-note">{preview.file}</span>
        <span className="nav-room" />
        <Button onClick={again}>{t('intake.back')}</Button>
        <Button type="primary" disabled={!preview.can_apply || stale || work === 0} loading={applying} onClick={apply}>
          {t('intake.applyCount', { count: work })}
        </Button>
      </header>
      {!preview.can_apply && (
        <p className="notice bad" role="status">
          {t('intake.cannot')}
        </p>
      )}
      {preview.can_apply && work === 0 && (
        <p className="notice" role="status">
          {t('intake.nothing')}
        </p>
      )}
      <FormError error={error} />
      {problems.length > 0 && <Problems problems={problems} />}
      <Segmented
        className="classes"
        value={shown}
        onChange={(value) => setChosen(value as RowClass)}
        options={CLASSES.map((name) => ({
          value: name,
          label: `${t(`intake.classes.${name}`)} ${counts[name]}`,
          disabled: counts[name] === 0,
        }))}
      />
      <Rows entries={entries.filter((entry) => entry.row.class === shown)} many={preview.groups.length > 1} />
    </section>
  );
}

function totals(preview: Preview): Record<RowClass, number> {
  const counts = { new: 0, changed: 0, unchanged: 0, disappeared: 0, refused: 0 };
  for (const group of preview.groups) {
    for (const name of CLASSES) counts[name] += group.counts[name] ?? 0;
  }
  return counts;
}

function Problems({ problems }: { problems: readonly ToldProblem[] }) {
  const { t, lang } = useWords();
  const shown = problems.slice(0, PROBLEMS_MAX);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.problems', { count: problems.length })}>
      <table className="plain wrong">
        <caption>
          <b>{t('intake.problems', { count: problems.length })}</b> {t('intake.problemsHow')}
        </caption>
        <thead>
          <tr>
            <th>{t('intake.where')}</th>
            <th>{t('intake.what')}</th>
            <th>{t('intake.remedy')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((problem, index) => (
            <tr key={index} className={problem.severity}>
              <th scope="row">{placeText({ ...problem.place, file: undefined }) || placeText(problem.place)}</th>
              <td>{say(problem.message, lang)}</td>
              <td>{say(problem.remedy, lang)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {problems.length > shown.length && <TooMany shown={shown.length} />}
    </div>
  );
}

function Rows({ entries, many }: { entries: readonly Entry[]; many: boolean }) {
  const { t } = useWords();
  const shown = entries.slice(0, ROWS_MAX);
  if (entries.length === 0) return null;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.changes')}>
      {entries.length > shown.length && <TooMany shown={shown.length} />}
      <table className="plain rows">
        <thead>
          <tr>
            <th>{t('intake.project')}</th>
            <th>{t('intake.place')}</th>
            <th>{t('intake.changes')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ asOf, row }, index) => (
            <tr key={index}>
              <th scope="row">
                {row.name}
                {row.code && <small>{row.code}</small>}
              </th>
              <td>
                {[row.sheet, row.row ? t('intake.row', { row: row.row }) : ''].filter(Boolean).join(' · ')}
                {many && asOf && <small>{t('intake.asOf', { date: asOf })}</small>}
              </td>
              <td>
                <ul className="changes">
                  {row.changes.map((change, at) => (
                    <ChangeLine key={at} change={change} />
                  ))}
                </ul>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ChangeLine({ change }: { change: Change }) {
  const { lang } = useWords();
  return (
    <li>
      <span className="change-field">{say(change.label ?? targetName(change.field), lang)}</span>
      {change.old !== null && <del>{say(change.old, lang)}</del>}
      {change.old !== null && <span aria-hidden="true">→</span>}
      <ins>{say(change.new, lang) || '—'}</ins>
      {change.cell && <code>{change.cell}</code>}
    </li>
  );
}
