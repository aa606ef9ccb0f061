// 单位内签字: the steps a report passes before it counts as submitted, who signed each and when.

import type { ReportForm, Signing } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';
import './signing.css';

type Step = Signing['steps'][number];

export function SignedSoFar({ form }: { form: ReportForm }) {
  const { t, lang } = useWords();
  const { signing } = form;
  const locks = form.corrects && form.state !== 'accepted' && !form.closed;
  if (!signing && !locks) return null;
  return (
    <section className="card signing" aria-label={t('signing.progress')}>
      {signing && (
        <>
          <h2>
            {t('signing.progress')}
            {say(signing.hangs, lang) && <small>{t('signing.hangs', { where: say(signing.hangs, lang) })}</small>}
          </h2>
          {signing.given_back && <p className="bad">{t('signing.givenBack')}</p>}
          <ol className="sign-steps">
            {signing.steps.map((step) => (
              <StepMark key={step.role} step={step} next={signing.waits_for === step.role} />
            ))}
          </ol>
          {signing.void.length > 0 && (
            <details>
              <summary>
                {t('signing.void')} ({signing.void.length})
              </summary>
              <ul className="sign-void">
                {signing.void.map((own) => (
                  <li key={`${own.seq} ${own.role}`}>
                    <s>
                      {t(`signing.role.${own.role}`)} {say(own.who, lang)} {own.on}
                    </s>{' '}
                    <small>{say(own.why, lang)}</small>
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
      {locks && <p className="quiet-note">{t('signing.lockedAfter', { date: form.locks_on })}</p>}
    </section>
  );
}

function StepMark({ step, next }: { step: Step; next: boolean }) {
  const { t, lang } = useWords();
  const { signed } = step;
  return (
    <li data-role={step.role} className={signed ? 'signed' : next ? 'next' : undefined} aria-current={next ? 'step' : undefined}>
      <b>{say(step.word, lang)}</b>
      {signed ? (
        <>
          <span>{say(signed.who, lang)}</span>
          {signed.on_behalf && <strong className="signs-for">{say(signed.on_behalf, lang)}</strong>}
          {signed.on_paper && <strong>{t('signing.paper', { code: signed.on_paper })}</strong>}
          <small>{t('signing.signedOn', { date: signed.on, by: signed.by })}</small>
        </>
      ) : (
        <>
          <span className="quiet-note">{step.signers.map((own) => say(own, lang)).join(lang === 'zh' ? '、' : ', ')}</span>
          <small>{t(next ? 'signing.waiting' : 'signing.later')}</small>
        </>
      )}
    </li>
  );
}
