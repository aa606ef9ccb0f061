// 各单位与全区一致的全年预计: each unit by its own series, then moved until they add up to the zone.

import type { IndicatorSheet } from '../api/types';
import { chance, decimal } from '../format/figures';
import { say } from '../format/lang';
import { useWords } from '../words';

export function Agreed({ sheet }: { sheet: IndicatorSheet }) {
  const { t, lang } = useWords();
  const own = sheet.agreed;
  if (!own) return null;
  const names = new Map(sheet.rows.map((row) => [row.unit, say(row.name, lang)]));
  const [whole, ...units] = own.parts;
  const order = new Map(sheet.rows.map((row, at) => [row.unit, at]));
  const sorted = units.sort((a, b) => (order.get(a.unit) ?? 0) - (order.get(b.unit) ?? 0));
  return (
    <section>
      <h2>{t('indicators.together')}</h2>
      <p className="quiet-note">{t('indicators.togetherHow', { sum: decimal(own.sum_alone), whole: decimal(own.whole_alone) })}</p>
      <div className="scroll-x" tabIndex={0} role="region" aria-label={t('indicators.together')}>
        <table className="indicator-table">
          <thead>
            <tr>
              <th>{t('indicators.unit')}</th>
              <th className="number">{t('indicators.target')}</th>
              <th className="number">{t('indicators.expected')}</th>
              <th className="number">{t('indicators.between')}</th>
              <th className="number">{t('indicators.chanceHead')}</th>
            </tr>
          </thead>
          <tbody>
            {[whole, ...sorted].map(
              (part) =>
                part && (
                  <tr key={part.unit ?? 'zone'} className={part.unit ? undefined : 'whole'}>
                    <th scope="row">{names.get(part.unit)}</th>
                    <td className="number">{decimal(part.target)}</td>
                    <td className="number">{decimal(part.mean)}</td>
                    <td className="number">
                      {decimal(part.low)} – {decimal(part.high)}
                    </td>
                    <td className="number">{part.chance === null ? '—' : chance(part.chance)}</td>
                  </tr>
                ),
            )}
          </tbody>
        </table>
      </div>
    </section>
  );
}
