import './app/base.css';
import './words';

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import dayjs from 'dayjs';
import 'dayjs/locale/zh-cn';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { Refused } from './api/client';
import { sessionQuery } from './api/queries';
import { keepDatesFromSending } from './app/dateEnter';
import { makeRouter } from './app/router';
import { bigTheme, theme } from './app/theme';
import { useMedia } from './app/useMedia';
import { useWords } from './words';

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, query) => {
      // The session ended on the server: ask again, which leads to the sign-in.
      if (!(error instanceof Refused) || error.status !== 401) return;
      if (query.queryKey[0] === 'session') return;
      queries.setQueryData(sessionQuery.queryKey, null);
      void router.invalidate();
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (count, error) => !(error instanceof Refused) && count < 2,
    },
  },
});

const router = makeRouter(queries);

// The server gives each page a number for its styles; without one the place-holder stays.
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;
const csp = nonce && !nonce.startsWith('__') ? { nonce } : undefined;

function App() {
  const { lang } = useWords();
  const big = useMedia('(min-width: 2560px)');
  dayjs.locale(lang === 'zh' ? 'zh-cn' : 'en');
  return (
    <ConfigProvider csp={csp} theme={big ? bigTheme : theme} locale={lang === 'zh' ? zhCN : enUS} wave={{ disabled: true }} button={{ autoInsertSpace: false }}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigProvider>
  );
}

keepDatesFromSending(document);

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
