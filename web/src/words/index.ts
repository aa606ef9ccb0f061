// The words of the pages: Simplified Chinese first, English complete.

import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';

import type { Lang } from '../format/lang';
import { en } from './en';
import { zh } from './zh';

const KEPT = 'wallchart.lang';

function initial(): Lang {
  const asked = new URLSearchParams(location.search).get('lang') ?? kept();
  return asked === 'en' ? 'en' : 'zh';
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // Storage may be forbidden; then the choice lasts as long as the page.
  }
}

void i18next.use(initReactI18next).init({
  lng: initial(),
  fallbackLng: 'zh',
  resources: { zh: { translation: zh }, en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
  showSupportNotice: false,
});

function mark(lang: Lang): void {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
}

mark(initial());

export function setLang(lang: Lang): void {
  try {
    localStorage.setItem(KEPT, lang);
  } catch {
    // As above.
  }
  mark(lang);
  void i18next.changeLanguage(lang);
}

export function useWords() {
  const { t, i18n } = useTranslation();
  const lang: Lang = i18n.language === 'en' ? 'en' : 'zh';
  return { t, lang };
}

export type T = ReturnType<typeof useWords>['t'];
