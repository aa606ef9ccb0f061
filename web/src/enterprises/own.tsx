// The enterprise's own page, made for a phone: what waits for its word, the month to tell of, and
// one large button to ask for something. It shows nothing of anybody else.

import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { OwnEnterprise, OwnRequest, RequestKind } from '../api/types';
import { FormError } from '../app/problems';
import { REQUEST_KINDS } from '../app/search';
import { Failed, Loading } from '../app/states';
import { monthOf } from '../format/dates';
import { money, percent } from '../format/figures';
import { say } from '../format/lang';
import { useCommand } from '../items/useCommand';
import { daysText } from '../requests/standing';
import { Talk } from '../talk/talk';
import { useWords } from '../words';
import { FigureForm } from './figureForm';
import { power } from './figures';
import { PlanPart } from './planPart';
import { ownEnterpriseQuery } from './queries';

export function OwnPage() {
  const { t } = useWords();
  const page = useQuery(ownEnterpriseQuery);
  const today = useQuery(zoneQuery).data?.today ?? '';
  return (
    <div className="own-page">
      {page.isPending && <Loading />}
      {page.isError && !page.data && <Failed error={page.error} retry={() => void page.refetch()} />}
      {page.data && (
        <>
          <header className="own-head">
            <h1>{page.data.name}</h1>
            <Whom own={page.data} />
          </header>
          <Ask own={page.data} today={today} />
          <section>
            <h2>{t('own.requests')}</h2>
            {page.data.requests.length === 0 && <p className="quiet-note">{t('own.noRequests')}</p>}
            {page.data.requests.map((request) => (
              <One key={`${request.id}-${request.version}`} request={request} today={today} />
            ))}
          </section>
          {page.data.plan && (
            <section>
              <h2>{t('own.plan')}</h2>
              <div className="own-card">
                <PlanPart plan={page.data.plan} />
              </div>
            </section>
          )}
          <Tell own={page.data} />
        </>
      )}
    </div>
  );
}

function Whom({ own }: { own: OwnEnterprise }) {
  const { t, lang } = useWords();
  return (
    <p>
      {own.lead && t('own.lead', { unit: own.lead })}
      {own.assistant && ` · ${t('own.assistant', { name: say(own.assistant, lang) })}`}
    </p>
  );
}

/** Asking: what for, in a sentence. */
function Ask({ own, today }: { own: OwnEnterprise; today: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<RequestKind>();
  const [text, setText] = useState('');
  const send = useCommand();
  if (!open) {
    return (
      <Button type="primary" size="large" block className="own-big own-ask" onClick={() => setOpen(true)}>
        {t('own.ask')}
      </Button>
    );
  }
  return (
    <form
      className="own-card own-asking"
      onSubmit={(event) => {
        event.preventDefault();
        if (!kind) return;
        send.mutate(
          { raise_request: { enterprise: own.id, kind, text: text.trim(), received_by: null, project: null, effective_on: today } },
          {
            onSuccess: () => {
              setOpen(false);
              setText('');
              setKind(undefined);
            },
          },
        );
      }}
    >
      <h2>{t('own.askWhat')}</h2>
      <div className="own-kinds" role="radiogroup" aria-label={t('own.askWhat')}>
        {REQUEST_KINDS.map((one) => (
          <button key={one} type="button" role="radio" aria-checked={kind === one} data-kind={one} onClick={() => setKind(one)}>
            {t(`requests.kinds.${one}`)}
          </button>
        ))}
      </div>
      <Input.TextArea className="own-text" aria-label={t('own.askText')} placeholder={t('own.askText')} rows={3} value={text} onChange={(event) => setText(event.target.value)} />
      <FormError error={send.error} />
      <Button type="primary" htmlType="submit" size="large" block className="own-big" disabled={!kind || !text.trim()} loading={send.isPending}>
        {t('own.send')}
      </Button>
      <Button size="large" block className="own-big" onClick={() => setOpen(false)}>
        {t('items.cancel')}
      </Button>
    </form>
  );
}

/** One request: where it stands, the answer, and the enterprise's word on it. */
function One({ request, today }: { request: OwnRequest; today: string }) {
  const { t, lang } = useWords();
  const over = request.state === 'confirmed' || request.state === 'closed';
  return (
    <article className={over ? 'own-card over' : 'own-card'} data-request={request.id}>
      <header>
        <b>{say(request.kind_word, lang)}</b>
        <span className={`item-state ${request.state}`}>{t(`own.states.${request.state}`)}</span>
      </header>
      <p>{say(request.text, lang)}</p>
      <small>
        {request.handler}
        {!over && ` · ${t('own.due', { date: request.due_on })} · `}
        {!over && <span className={request.days_late > 0 ? 'bad' : undefined}>{daysText(request, t)}</span>}
        {request.satisfaction !== null && ` · ${t('own.gave', { rating: request.satisfaction })}`}
      </small>
      {request.answer && (
        <blockquote>
          <b>{t('own.answer')}</b> {say(request.answer, lang)}
        </blockquote>
      )}
      {request.may.includes('confirm') && <Word request={request} today={today} />}
      <Talk subject={request.id} today={today} />
      <details>
        <summary>{t('own.past')}</summary>
        <ul>
          {request.steps.map((step) => (
            <li key={step.seq}>
              <time>{step.on}</time> {say(step.what, lang)}
            </li>
          ))}
        </ul>
      </details>
    </article>
  );
}

const RATINGS = [1, 2, 3, 4, 5] as const;

/** Enough, with one to five; or back, with why. */
function Word({ request, today }: { request: OwnRequest; today: string }) {
  const { t } = useWords();
  const [rating, setRating] = useState<number>();
  const [back, setBack] = useState(false);
  const [text, setText] = useState('');
  const send = useCommand();
  const base = { id: request.id, version: request.version, effective_on: today };
  return (
    <form
      className="own-word"
      onSubmit={(event) => {
        event.preventDefault();
        if (back) send.mutate({ reopen_request: { ...base, reason: text.trim() } });
        else if (rating) send.mutate({ confirm_request: { ...base, satisfaction: rating, words: text.trim() || null } });
      }}
    >
      <p>{t('own.enough')}</p>
      <div className="own-ratings" role="radiogroup" aria-label={t('requests.satisfaction')}>
        {RATINGS.map((one) => (
          <button key={one} type="button" role="radio" aria-checked={!back && rating === one} data-rating={one} onClick={() => (setRating(one), setBack(false))}>
            <b>{one}</b>
            <small>{t(`own.ratings.${one}`)}</small>
          </button>
        ))}
      </div>
      <button type="button" className="own-back" aria-pressed={back} onClick={() => setBack(!back)}>
        {t('own.notEnough')}
      </button>
      {(back || rating !== undefined) && (
        <>
          <Input.TextArea aria-label={t(back ? 'own.whyBack' : 'own.words')} placeholder={t(back ? 'own.whyBack' : 'own.words')} rows={2} value={text} onChange={(event) => setText(event.target.value)} />
          <FormError error={send.error} />
          <Button type="primary" htmlType="submit" size="large" block className="own-big" disabled={back && !text.trim()} loading={send.isPending}>
            {t(back ? 'own.sendBack' : 'own.confirm')}
          </Button>
        </>
      )}
    </form>
  );
}

/** The month to tell of, and the months told. */
function Tell({ own }: { own: OwnEnterprise }) {
  const { t, lang } = useWords();
  const [open, setOpen] = useState(false);
  const last = own.months.find((one) => one.month !== own.next_month);
  return (
    <section>
      <h2>{t('own.figures')}</h2>
      {open ? (
        <div className="own-card">
          <FigureForm key={own.version} large id={own.id} version={own.version} month={own.next_month} known={own.next_known} before={last} done={() => setOpen(false)} />
        </div>
      ) : (
        <Button size="large" block type={own.next_known ? 'default' : 'primary'} className="own-big own-tell" onClick={() => setOpen(true)}>
          {t(own.next_known ? 'own.tellAgain' : 'own.tell', { month: monthOf(own.next_month, lang) })}
        </Button>
      )}
      <ul className="own-months">
        {own.months.slice(0, 12).map((one) => (
          <li key={one.month}>
            <b>{monthOf(one.month, lang)}</b>
            <span>
              {t('firms.figures.output_fen')} {money(one.output_fen, lang)} · {t('firms.figures.electricity_kwh')} {power(one.electricity_kwh, lang)} · {t('firms.figures.capacity_use')} {percent(one.capacity_use)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
