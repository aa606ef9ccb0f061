import type { RequestRow } from '../api/types';
import { say } from '../format/lang';
import { Light } from '../light/lightMark';
import { useWords } from '../words';
import { daysText } from './standing';

interface Props {
  rows: readonly RequestRow[];
  /** Whether to name the enterprise: not on its own page. */
  whose?: boolean;
  open?: string;
  pick: (id: string) => void;
}

/** Requests; on a phone each row keeps what is asked, who works on it, days and light. */
export function RequestTable({ rows, whose = true, open, pick }: Props) {
  const { t } = useWords();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('requests.title')}>
      <table className="item-table request-table">
        <thead>
          <tr>
            <th>{t('requests.what')}</th>
            <th>{t('requests.handler')}</th>
            <th className="wide">{t('requests.first')}</th>
            <th className="wide">{t('items.due')}</th>
            <th>{t('items.left')}</th>
            <th>{t('items.state')}</th>
            <th>{t('items.light')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} whose={whose} open={row.id === open} pick={pick} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, whose, open, pick }: { row: RequestRow; whose: boolean; open: boolean; pick: (id: string) => void }) {
  const { t, lang } = useWords();
  const over = row.state === 'confirmed' || row.state === 'closed';
  const notes = [
    row.passed_on > 0 && t('requests.passedOn', { count: row.passed_on }),
    row.reopened > 0 && t('requests.reopenedTimes', { count: row.reopened }),
    row.urged > 0 && t('items.urged', { count: row.urged }),
    !over && row.proposed_word && t('items.proposed', { step: say(row.proposed_word, lang) }),
  ].filter(Boolean);
  return (
    <tr className={[open && 'open', over && 'past'].filter(Boolean).join(' ') || undefined} data-request={row.id} onClick={() => pick(row.id)}>
      <th scope="row">
        <button type="button" className="item-open" onClick={(event) => (event.stopPropagation(), pick(row.id))}>
          {say(row.text, lang)}
        </button>
        <small>
          {[whose && row.enterprise_name, say(row.kind_word, lang), row.number, t(row.by_enterprise ? 'requests.byItself' : 'requests.entered')].filter(Boolean).join(' · ')}
        </small>
        {notes.length > 0 && <small className="item-notes">{notes.join(' · ')}</small>}
      </th>
      <td className="item-units">
        {row.handler.name}
        {row.first.id !== row.handler.id && <small className="narrow">{t('requests.firstOf', { unit: row.first.name })}</small>}
      </td>
      <td className="wide">{row.first.name}</td>
      <td className="wide item-date">{row.due_on}</td>
      <td className={row.days_late > 0 && !over ? 'bad' : undefined}>{daysText(row, t)}</td>
      <td>
        <span className={`item-state ${row.state}`}>{say(row.state_word, lang)}</span>
        {row.satisfaction !== null && <small title={t('requests.satisfaction')}>{t('requests.rated', { rating: row.satisfaction })}</small>}
        {row.state === 'answered' && row.outcome_word && <small>{say(row.outcome_word, lang)}</small>}
      </td>
      <td>{row.colour && <Light colour={row.colour} lang={lang} />}</td>
    </tr>
  );
}
