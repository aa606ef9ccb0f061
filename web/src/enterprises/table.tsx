import { Link, useNavigate } from '@tanstack/react-router';

import type { EnterpriseRow } from '../api/types';
import { monthOf } from '../format/dates';
import { money, percent } from '../format/figures';
import { say } from '../format/lang';
import { useWords } from '../words';
import { growth, power } from './figures';
import { Mark } from './mark';

interface Props {
  rows: readonly EnterpriseRow[];
  month: string;
  keep: { known_at?: string; true_on?: string };
}

/** The enterprises of a month; a phone keeps name, output, growth and mark. */
export function EnterpriseTable({ rows, month, keep }: Props) {
  const { t, lang } = useWords();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('firms.title')}>
      <table className="item-table firm-table">
        <caption className="sr">{monthOf(month, lang)}</caption>
        <thead>
          <tr>
            <th>{t('firms.mark')}</th>
            <th>{t('firms.name')}</th>
            <th className="number">{t('firms.figures.output_fen')}</th>
            <th className="number">{t('firms.onYear')}</th>
            <th className="number wide">{t('firms.onMonth')}</th>
            <th className="number wide">{t('firms.figures.orders_fen')}</th>
            <th className="number wide">{t('firms.figures.electricity_kwh')}</th>
            <th className="number wide">{t('firms.onYear')}</th>
            <th className="number wide">{t('firms.figures.capacity_use')}</th>
            <th className="number">{t('firms.requests')}</th>
            <th className="wide">{t('firms.assistant')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} keep={keep} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row, keep }: { row: EnterpriseRow; keep: Props['keep'] }) {
  const { t, lang } = useWords();
  const navigate = useNavigate();
  const told = row.told;
  const fell = (value: number | null | undefined) => (value !== null && value !== undefined && value < 0 ? 'number bad' : 'number');
  const missing = !told && row.state !== 'building' && row.state !== 'left';
  return (
    <tr data-firm={row.id} onClick={() => void navigate({ to: '/enterprises/$id', params: { id: row.id }, search: keep })}>
      <td>
        <Mark colour={row.colour} word={row.mark} />
      </td>
      <th scope="row">
        <Link className="item-open" to="/enterprises/$id" params={{ id: row.id }} search={keep} onClick={(event) => event.stopPropagation()}>
          {row.name}
        </Link>
        <small>{[row.industry, row.lead?.name, row.state !== 'producing' && say(row.state_word, lang)].filter(Boolean).join(' · ')}</small>
        {row.why.length > 0 && <small className="item-notes">{row.why.map((own) => say(own, lang)).join(' · ')}</small>}
      </th>
      <td className="number">{missing ? <span className="quiet-note">{t('firms.notTold')}</span> : money(told?.output_fen, lang)}</td>
      <td className={fell(told?.output_on_year)}>{growth(told?.output_on_year)}</td>
      <td className={`${fell(told?.output_on_month)} wide`}>{growth(told?.output_on_month)}</td>
      <td className="number wide">{money(told?.orders_fen, lang)}</td>
      <td className="number wide">{power(told?.electricity_kwh, lang)}</td>
      <td className={`${fell(told?.electricity_on_year)} wide`}>{growth(told?.electricity_on_year)}</td>
      <td className="number wide">{percent(told?.capacity_use)}</td>
      <td className="number">
        {row.open_requests}
        {row.late_requests > 0 && <small className="bad">{t('firms.lateRequests', { count: row.late_requests })}</small>}
      </td>
      <td className="wide">{say(row.assistant, lang) || '—'}</td>
    </tr>
  );
}
