import type { ItemRow } from '../api/types';
import { say } from '../format/lang';
import { Light } from '../light/lightMark';
import { useWords } from '../words';
import { daysText, remarks } from './standing';

/** The items as a table; on a phone each row keeps title, lead, due date, days and light. */
export function ItemTable({ rows, open, pick }: { rows: readonly ItemRow[]; open?: string; pick: (id: string) => void }) {
  const { t } = useWords();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('items.title')}>
      <table className="item-table">
        <thead>
          <tr>
            <th className="number wide">{t('items.number')}</th>
            <th>{t('items.what')}</th>
            <th>{t('items.lead')}</th>
            <th className="wide">{t('items.owner')}</th>
            <th>{t('items.due')}</th>
            <th>{t('items.left')}</th>
            <th>{t('items.state')}</th>
            <th>{t('items.light')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} open={row.id === open} pick={pick} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, open, pick }: { row: ItemRow; open: boolean; pick: (id: string) => void }) {
  const { t, lang } = useWords();
  const closed = row.state === 'closed';
  const late = row.days_late > 0;
  const notes = remarks(row, t, (words) => say(words, lang));
  return (
    <tr className={[open && 'open', closed && 'past'].filter(Boolean).join(' ') || undefined} data-item={row.id} onClick={() => pick(row.id)}>
      <td className="wide item-number">{row.number}</td>
      <th scope="row">
        <button type="button" className="item-open" onClick={(event) => (event.stopPropagation(), pick(row.id))}>
          {say(row.what, lang)}
        </button>
        <small>
          <span className="narrow">{row.number} · </span>
          {say(row.kind_word, lang)} · {row.owed_to?.name ?? t('items.office')}
        </small>
        {notes.length > 0 && <small className="item-notes">{notes.join(' · ')}</small>}
      </th>
      <td className="item-units">
        {row.lead.name}
        {row.support.length > 0 && <small>{t('items.supportOf', { units: row.support.map((unit) => unit.name).join(lang === 'zh' ? '、' : ', ') })}</small>}
      </td>
      <td className="wide">{say(row.owner, lang)}</td>
      <td className="item-date">
        {row.due_on}
        {row.moved_from && <small>{t('items.moved', { date: row.moved_from })}</small>}
      </td>
      <td className={late && !closed ? 'bad' : undefined}>
        {daysText(row, t)}
        {closed && row.closed_on && <small>{t('items.closedOn', { date: row.closed_on })}</small>}
      </td>
      <td>
        <span className={`item-state ${row.state}`}>{say(row.state_word, lang)}</span>
      </td>
      <td>{row.colour && <Light colour={row.colour} lang={lang} />}</td>
    </tr>
  );
}
