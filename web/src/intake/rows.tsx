// What would become of each row, by class.

import type { Change, Preview, PreviewRow } from '../api/types';
import { TooMany } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';

const ROWS_MAX = 300;

export const CLASSES = ['new', 'changed', 'unchanged', 'disappeared', 'refused', 'returned'] as const;
export type RowClass = (typeof CLASSES)[number];

export function ClassRows({ preview, shown }: { preview: Preview; shown: RowClass }) {
  if (shown === 'disappeared') return <Disappeared preview={preview} />;
  if (shown === 'unchanged') return <Unchanged preview={preview} />;
  if (shown === 'returned') return <Returned preview={preview} />;
  return <Rows preview={preview} rows={preview.rows.filter((row) => row.class === shown)} />;
}

function Disappeared({ preview }: { preview: Preview }) {
  const { t } = useWords();
  return (
    <>
      <p className="quiet-note">{t('intake.disappearedHow')}</p>
      <ul className="disappeared">
        {preview.disappeared.map((one) => (
          <li key={one.id}>
            {one.name} <small>{one.id}</small>
          </li>
        ))}
      </ul>
    </>
  );
}

function Unchanged({ preview }: { preview: Preview }) {
  const shown = preview.unchanged.slice(0, ROWS_MAX);
  return (
    <>
      {preview.counts.unchanged > shown.length && <TooMany shown={shown.length} />}
      <ul className="disappeared">
        {shown.map((one, index) => (
          <li key={index}>
            {one.name}{' '}
            <small>
              {one.sheet} · {one.cell}
            </small>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What goes back to the units, with the reason they will read. */
function Returned({ preview }: { preview: Preview }) {
  const { t, lang } = useWords();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.classes.returned')}>
      <table className="plain rows">
        <thead>
          <tr>
            <th>{t('intake.project')}</th>
            <th>{t('wall.unit')}</th>
            <th>{t('intake.place')}</th>
            <th>{t('intake.told')}</th>
            <th>{t('intake.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {preview.returned.slice(0, ROWS_MAX).map((one, index) => (
            <tr key={index}>
              <th scope="row">{one.name}</th>
              <td>{one.unit ?? '—'}</td>
              <td>
                {one.sheet} · {one.cell}
              </td>
              <td>
                {one.label ? say(one.label, lang) : t('intake.wholeRow')} {one.told && say(one.told, lang)}
              </td>
              <td>{one.note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What another system is to say and this file says otherwise: compared and left out. */
export function Differences({ preview }: { preview: Preview }) {
  const { t, lang } = useWords();
  const shown = preview.differences.slice(0, ROWS_MAX);
  return (
    <>
      <p className="quiet-note">{t('intake.differencesHow')}</p>
      {preview.differences_total > shown.length && <TooMany shown={shown.length} />}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.differences')}>
        <table className="plain rows">
          <thead>
            <tr>
              <th>{t('intake.project')}</th>
              <th>{t('intake.field')}</th>
              <th>{t('intake.known')}</th>
              <th>{t('intake.told')}</th>
              <th>{t('intake.comesFrom')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((own, index) => (
              <tr key={index}>
                <th scope="row">
                  {own.name}
                  <small>{own.project}</small>
                </th>
                <td>{say(own.change.label, lang)}</td>
                <td>{own.change.old ?? '—'}</td>
                <td>
                  {say(own.change.new, lang)} {own.change.cell && <code>{own.change.cell}</code>}
                </td>
                <td>{own.source ? say(own.source, lang) : t('intake.ownLedger')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function Rows({ preview, rows }: { preview: Preview; rows: readonly PreviewRow[] }) {
  const { t } = useWords();
  const shown = rows.slice(0, ROWS_MAX);
  const cut = preview.rows_total > preview.rows.length || rows.length > shown.length;
  if (rows.length === 0) return null;
  const many = preview.reports.length > 1;
  return (
    <>
      {cut && <TooMany shown={shown.length} />}
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('intake.changes')}>
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
    </>
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
