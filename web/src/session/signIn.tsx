import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { sessionQuery, welcomeQuery } from '../api/queries';
import type { Session } from '../api/types';
import { allowed, homeOf } from '../app/pages';
import { FormError } from '../app/problems';
import { say } from '../format/lang';
import { setLang, useWords } from '../words';

export function SignIn() {
  const { t, lang } = useWords();
  const welcome = useQuery(welcomeQuery).data;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const { back } = useSearch({ from: '/sign-in' });
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: (who: { account: string; password: string }) =>
      ask(api.POST('/session', { body: who })) as Promise<Session>,
    onSuccess: async (session) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, session);
      // A page that this account may not see is no place to begin.
      const known = back !== undefined && allowed(session.may, back.split('?')[0] ?? back);
      await navigate(known ? { to: back } : { to: homeOf(session.may) });
    },
  });
  return (
    <main className="sign">
      <div className="sign-card">
        <header>
          <img src="/mark.svg" alt="" width="36" height="36" />
          <div>
            <h1>{welcome?.name ?? t('app.name')}</h1>
            <p>{t('sign.lead')}</p>
          </div>
        </header>
        {welcome?.synthetic && <p className="sign-synthetic">{t('page.syntheticHelp')}</p>}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            enter.mutate({ account, password });
          }}
        >
          <label>
            {t('sign.account')}
            <Input
              name="account"
              autoComplete="username"
              autoFocus
              size="large"
              value={account}
              onChange={(event) => setAccount(event.target.value)}
            />
          </label>
          <label>
            {t('sign.password')}
            <Input.Password
              name="password"
              autoComplete="current-password"
              size="large"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </label>
          <FormError error={enter.error} />
          <Button
            type="primary"
            htmlType="submit"
            size="large"
            block
            loading={enter.isPending}
            disabled={!account || !password}
          >
            {t('sign.enter')}
          </Button>
        </form>
        {welcome && welcome.accounts.length > 0 && (
          <section className="sign-demo" aria-label={t('sign.demo')}>
            <h2>{t('sign.demo')}</h2>
            <ul>
              {welcome.accounts.map((one) => (
                <li key={one.account}>
                  <button
                    type="button"
                    onClick={() => {
                      setAccount(one.account);
                      setPassword(one.password);
                    }}
                  >
                    <span>{say(one.role, lang)}</span>
                    <code>{one.account}</code>
                    <code>{one.password}</code>
                  </button>
                </li>
              ))}
            </ul>
            <p>{t('sign.demoNote')}</p>
          </section>
        )}
        <footer>
          {welcome && <span>{say(welcome.attribution, lang)}</span>}
          <button type="button" className="quiet" onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}>
            <span lang={lang === 'zh' ? 'en' : 'zh-CN'}>{t('app.lang')}</span>
          </button>
        </footer>
      </div>
    </main>
  );
}
