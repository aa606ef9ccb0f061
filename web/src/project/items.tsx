import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { itemsQuery, type Moment } from '../api/queries';
import { say } from '../format/lang';
import { daysText } from '../items/standing';
import { LightShape } from '../light/lightMark';
import { useWords } from '../words';

/** Who owes what about this project, the most late first. */
export function ProjectItems({ id, moment }: { id: string; moment: Moment }) {
  const { t, lang } = useWords();
  const items = useQuery(itemsQuery({ ...moment, project: id, closed: 'true' })).data?.items;
  if (!items) return null;
  if (items.length === 0) return <p className="quiet-note">{t('items.none')}</p>;
  return (
    <ul className="sheet-problems">
      {items.map((item) => (
        <li key={item.id} className={item.state === 'closed' ? 'solved' : undefined}>
          <p>
            {item.colour && <LightShape colour={item.colour} size={13} />}
            <Link to="/items" search={{ ...moment, i: item.id, closed: true, side: 'all' }}>
              {item.number}
            </Link>
            <span>{say(item.state_word, lang)}</span>
            <span className={item.days_late > 0 && item.state !== 'closed' ? 'bad' : undefined}>{daysText(item, t)}</span>
          </p>
          <p>{say(item.what, lang)}</p>
          <p className="quiet-note">{[`${t('items.lead')} ${item.lead.name}`, `${t('items.due')} ${item.due_on}`].join(' · ')}</p>
        </li>
      ))}
    </ul>
  );
}
