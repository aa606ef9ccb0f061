// Practices offered for a problem, known or being written; using one counts it.

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';

import type { Offer } from '../api/types';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { useSettled } from '../search/useSettled';
import { useWords } from '../words';
import { relatedQuery } from './queries';

interface Props {
  problem?: string;
  project?: string;
  kind?: string;
  words?: string;
  /** Say so where there is none; while one is written nothing is said. */
  sayNone?: boolean;
  /** Practices chosen for a problem that is not raised yet, and how one is chosen. */
  chosen?: readonly string[];
  choose?: (id: string) => void;
}

export function Offers({ problem, project, kind, words = '', sayNone, chosen, choose }: Props) {
  const { t } = useWords();
  const settled = useSettled(words.trim().slice(0, 200), 300);
  const query = problem ? { problem } : { project, kind, words: settled || undefined };
  const offers = useQuery(relatedQuery(query)).data?.offers ?? [];
  if (offers.length === 0) return sayNone ? <p className="quiet-note">{t('practices.offersNone')}</p> : null;
  return (
    <section className="offers" aria-label={t('practices.offers')}>
      <h3>
        {t('practices.offers')} <small>{t('practices.offersHow')}</small>
      </h3>
      <ul>
        {offers.map((offer) => (
          <OfferLine key={offer.practice.id} offer={offer} problem={problem} chosen={chosen?.includes(offer.practice.id) ?? false} choose={choose} />
        ))}
      </ul>
    </section>
  );
}

function OfferLine({ offer, problem, chosen, choose }: { offer: Offer; problem?: string; chosen: boolean; choose?: (id: string) => void }) {
  const { t, lang } = useWords();
  const send = useCommand();
  const { practice } = offer;
  const use = () => (choose ? choose(practice.id) : problem && send.mutate({ use_practice: { id: practice.id, used_for: problem } }));
  return (
    <li data-offer={practice.id}>
      <div>
        <Link to="/practices/$id" params={{ id: practice.id }} target={choose ? '_blank' : undefined}>
          {practice.title}
        </Link>
        <p>{say(offer.what, lang)}</p>
        <small>{[practice.unit.name, ...offer.why.map((why) => say(why.text, lang)), practice.used > 0 ? t('practices.usedTimes', { count: practice.used }) : t('practices.unused')].join(' · ')}</small>
        <FormError error={send.error} />
      </div>
      {offer.used ? (
        <span className="offer-used">{t('practices.usedHere')}</span>
      ) : (
        (choose ?? offer.may_use) && (
          <Button size="small" type={chosen ? 'primary' : 'default'} aria-pressed={choose ? chosen : undefined} loading={send.isPending} onClick={use}>
            {t('practices.use')}
          </Button>
        )
      )}
    </li>
  );
}
