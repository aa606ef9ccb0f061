// 清除: what was asked to be purged; the second person confirms or refuses here.

import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';

import { FormError } from '../app/problems';
import { Empty, Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { useWords } from '../words';
import { AskPurge } from './askForm';
import { confirmPurge, type PurgeRow, purgesQuery, refusePurge, usePurge } from './queries';
import './purges.css';

export function PurgesPage() {
  const { t } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const answer = useQuery(purgesQuery({ known_at, true_on }));
  const [asking, setAsking] = useState(false);
  const list = answer.data;
  const past = known_at !== undefined;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('purges.title')}</h1>
        {list && <span className="quiet-note">{t('purges.waiting', { count: list.waiting })}</span>}
        {list?.may_ask && !past && (
          <span className="items-new">
            <Button type="primary" aria-expanded={asking} onClick={() => setAsking(!asking)}>
              {t('purges.new')}
            </Button>
          </span>
        )}
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !list && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {list && (
        <div className="page-body purges">
          <p className="quiet-note">{t('purges.lead')}</p>
          {asking && (
            <section className="card items-assign">
              <AskPurge done={() => setAsking(false)} />
            </section>
          )}
          {list.purges.length === 0 && !asking && <Empty title={t('purges.none')} how={t('purges.noneHow')} />}
          {list.purges.map((own) => (
            <One key={own.id} purge={own} past={past} />
          ))}
        </div>
      )}
    </div>
  );
}

function One({ purge, past }: { purge: PurgeRow; past: boolean }) {
  const { t, lang } = useWords();
  const [doing, setDoing] = useState<'confirm' | 'refuse'>();
  const { outcome } = purge;
  const state = !outcome ? 'waiting' : outcome.confirmed ? 'confirmed' : 'refused';
  return (
    <section className={`card purge-card ${state}`} data-purge={purge.id}>
      <header className="bar">
        <h2>
          {purge.id} <small>{say(purge.ground_word, lang)}</small>
        </h2>
        <em className="purge-state">{t(`purges.states.${state}`)}</em>
      </header>
      <ul className="purge-targets">
        {purge.targets.map((own) => (
          <li key={own.target}>
            {say(own.word, lang)}
            {own.subject && <small>{own.subject}</small>}
          </li>
        ))}
      </ul>
      <p>{say(purge.reason, lang)}</p>
      <p className="quiet-note">{t('purges.askedBy', { who: say(purge.by.name, lang), date: purge.on, seq: purge.seq })}</p>
      {outcome && (
        <p className="quiet-note">
          {t(outcome.confirmed ? 'purges.confirmedBy' : 'purges.refusedBy', { who: say(outcome.by.name, lang), date: outcome.on, seq: outcome.seq })}
          {outcome.reason && `：${say(outcome.reason, lang)}`}
        </p>
      )}
      {!past && !doing && (purge.may_confirm || purge.may_refuse) && (
        <div className="meeting-acts">
          {purge.may_confirm && (
            <Button danger data-act="confirm" onClick={() => setDoing('confirm')}>
              {t('purges.confirm')}
            </Button>
          )}
          {purge.may_refuse && (
            <Button data-act="refuse" onClick={() => setDoing('refuse')}>
              {t(purge.by.own ? 'purges.takeBack' : 'purges.refuse')}
            </Button>
          )}
          {!purge.may_confirm && <span className="quiet-note">{t('purges.another')}</span>}
        </div>
      )}
      {doing === 'confirm' && <Confirm id={purge.id} done={() => setDoing(undefined)} />}
      {doing === 'refuse' && <Refuse id={purge.id} done={() => setDoing(undefined)} />}
    </section>
  );
}

/** The last look before it goes: it does not come back. */
function Confirm({ id, done }: { id: string; done: () => void }) {
  const { t } = useWords();
  const send = usePurge(confirmPurge);
  return (
    <div className="item-form purge-form" role="group" aria-label={t('purges.confirm')}>
      <p className="bad">{t('purges.forGood')}</p>
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button danger type="primary" data-act="purge" loading={send.isPending} onClick={() => send.mutate(id, { onSuccess: done })}>
          {t('purges.now')}
        </Button>
        <Button onClick={done}>{t('items.cancel')}</Button>
      </div>
    </div>
  );
}

function Refuse({ id, done }: { id: string; done: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const send = usePurge(refusePurge);
  return (
    <form
      className="item-form purge-form"
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate({ id, reason: reason.trim() }, { onSuccess: done });
      }}
    >
      <Input aria-label={t('purges.why')} placeholder={t('purges.why')} value={reason} onChange={(event) => setReason(event.target.value)} />
      <FormError error={send.error} />
      <div className="item-form-line">
        <Button htmlType="submit" disabled={!reason.trim()} loading={send.isPending}>
          {t('purges.refuse')}
        </Button>
        <Button onClick={done}>{t('items.cancel')}</Button>
      </div>
    </form>
  );
}
