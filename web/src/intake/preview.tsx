// What an import would do, before it does anything; and everything that is wrong, at once.

import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';

import type { Change, Preview, PreviewRow } from '../api/types';
import { FormError } from '../app/problems';
import { TooMany } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';
import { errors, type FileProblem } from './wrong';

const CLASSES = ['refused', 'new', 'changed', 'disappeared', 'unchanged'] as const;
type RowClass = (typeof CLASSES)[number];
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

export function PreviewView({ preview, stale, applying, apply, again, error }: Props) {
  const { t, lang } = useWords();
  const { counts } = preview;
  const problems = useMemo(() => errors(preview), [preview]);
  const first = CLASSES.find((name) => counts[name] > 0) ?? 'unchanged';
  const [chosen, setChosen] = useState<RowClass | null>(null);
  const shown = chosen ?? first;
  const work = counts.new + counts.changed;
  const created = [...preview.units_to_create, ...preview.people_to_create];
  return (
    <section className="card">
      <header className="bar">
        <h2>{t('intake.preview')}</h2>
        <span className="quiet-note">{preview.file}</span>
        <span className="nav-room" />
        <Button onClick={again}>{t('intake.back')}</Button>
        <Button
          type="primary"
          disabled={!preview.can_apply || !preview.has_news || stale}
          loading={applying}
          onClick={apply}
        >
          {work > 0 ? t('intake.applyCount', { count: work }) : t('intake.apply')}
        </Button>
      </header>
      {!preview.can_apply && (
        <p className="notice bad" role="status">
          {t('intake.cannot')}
        </p>
      )}
      {preview.can_apply && !preview.has_news && (
        <p className="notice" role="status">
          {t('intake.nothing')}
        </p>
      )}
      {created.length > 0 && (
        <p className="notice">
          {t('intake.creates')} {created.join(lang === 'zh' ? '、' : ', ')}
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
          // Rows without news are counted, not listed.
          disabled: counts[name] === 0 || name === 'unchanged',
        }))}
      />
      {shown === 'disappeared' ? (
        <Disappeared preview={preview} />
      ) : (
        <Rows preview={preview} rows={preview.rows.filter((row) => row.class === shown)} />
      )}
    </section>
  );
}

/** Projects the file no longer has: nothing happens to them, somebody should ask why. */
function Disappeared({ preview }: { preview: Preview }) {
  return (
    <ul className="disappeared">
      {preview.disappeared.map((one) => (
        <li key={one.id}>
          {one.name} <small>{one.id}</small>
        </li>
      ))}
    </ul>
  );
}

function Problems({ problems }: { problems: readonly FileProblem[] }) {
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
              <th scope="row">{problem.where}</th>
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

function Rows({ preview, rows }: { preview: Preview; rows: readonly PreviewRow[] }) {
  const { t } = useWords();
  const shown = rows.slice(0, ROWS_MAX);
  const cut = preview.rows_total > preview.rows.length || rows.length > shown.length;
  if (rows.length === 0) return null;
  const many = preview.reports.length > 1;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.changes')}>
      {cut && <TooMany shown={shown.length} />}
      <table className="plain rows">
        <thead>
          <tr>
            <th>{t('intake.project')}</th>
            <th>{t('intake.place')}</th>
            <th>{t('intake.changes')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={index}>
              <th scope="row">
                {row.name}
                {row.project && <small>{row.project}</small>}
              </th>
              <td>
                {row.sheet} · {row.cell}
                {many && <small>{t('intake.asOf', { date: preview.reports[row.report]?.effective_on })}</small>}
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
      <span className="change-field">{say(change.label, lang)}</span>
      {change.old !== null && <del>{change.old}</del>}
      {change.old !== null && <span aria-hidden="true">→</span>}
      <ins>{say(change.new, lang) || '—'}</ins>
      {change.cell && <code>{change.cell}</code>}
    </li>
  );
}
