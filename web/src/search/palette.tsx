// 查找: one box for every noun, by keyboard; opened from any page.

import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { Modal } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';

import type { SearchHit } from '../api/types';
import { beside } from '../app/beside';
import { ProblemList } from '../app/problems';
import { Refused } from '../api/client';
import { say } from '../format/lang';
import { searchQuery } from '../practices/queries';
import { useWords } from '../words';
import { Marked } from './marked';
import { targetOf } from './target';
import { useSettled } from './useSettled';

const PAGE = 20;

/** Ctrl+K everywhere; `/` where the page has no search of its own. */
export function useSearchKey(open: () => void) {
  const path = useLocation({ select: (location) => location.pathname });
  const call = useRef(open);
  useEffect(() => {
    call.current = open;
  });
  useEffect(() => {
    const pressed = (event: globalThis.KeyboardEvent) => {
      const typing = (event.target as HTMLElement).closest('input, textarea, [contenteditable]');
      const slash = event.key === '/' && !typing && !path.startsWith('/wall');
      const letter = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      if (!slash && !letter) return;
      event.preventDefault();
      call.current();
    };
    document.addEventListener('keydown', pressed);
    return () => document.removeEventListener('keydown', pressed);
  }, [path]);
}

export function SearchPalette({ open, close }: { open: boolean; close: () => void }) {
  const { t } = useWords();
  return (
    <Modal title={t('search.open')} open={open} getContainer={beside} onCancel={close} footer={null} closable={false} destroyOnHidden width={720} className="search-palette" style={{ top: 64 }}>
      <Body close={close} />
    </Modal>
  );
}

function Body({ close }: { close: () => void }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [noun, setNoun] = useState<string>();
  const [take, setTake] = useState(PAGE);
  const [chosen, setChosen] = useState(0);
  const words = useSettled(typed.trim());
  const answer = useQuery(searchQuery({ words, nouns: noun, take: String(take) }));
  const found = words === '' ? undefined : answer.data;
  const hits = found?.hits ?? [];
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const go = (hit: SearchHit | undefined) => {
    if (!hit) return;
    close();
    void navigate({ href: targetOf(hit) });
  };
  const keys = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setChosen(Math.min(Math.max(chosen + step, 0), Math.max(hits.length - 1, 0)));
    }
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      go(hits[chosen]);
    }
  };
  const type = (text: string) => {
    setTyped(text);
    setChosen(0);
    setTake(PAGE);
  };
  const refused = answer.error instanceof Refused && words !== '' ? answer.error.problems : [];
  return (
    <div className="search-body">
      <input autoFocus type="search" role="combobox" aria-expanded={hits.length > 0} aria-controls="search-hits" aria-activedescendant={hits[chosen] && `hit-${hits[chosen].key}`} aria-label={t('search.placeholder')} placeholder={t('search.placeholder')} value={typed} maxLength={200} onChange={(event) => type(event.target.value)} onKeyDown={keys} />
      {found && found.nouns.length > 0 && <Nouns found={found.nouns} noun={noun} pick={(next) => { setNoun(next); setChosen(0); }} />}
      <ProblemList problems={refused} />
      {hits.length > 0 && (
        <ul id="search-hits" role="listbox" aria-label={t('search.open')} ref={list}>
          {hits.map((hit, at) => (
            <Hit key={hit.key} hit={hit} chosen={at === chosen} open={() => go(hit)} />
          ))}
        </ul>
      )}
      <p className="search-foot" role="status">
        {found && refused.length === 0 ? (
          hits.length === 0 ? (
            <>
              <b>{t('search.none', { words })}</b> {t('search.noneHow')}
            </>
          ) : (
            t(found.more ? 'search.more' : 'search.total', { total: found.total })
          )
        ) : (
          t('search.how')
        )}
        {found?.behind && <span className="bad"> {t('search.behind')}</span>}
        {found && take < Math.min(found.total, 100) && hits.length > 0 && (
          <button type="button" className="link-like" onClick={() => setTake(Math.min(take + PAGE, 100))}>
            {t('search.next', { count: PAGE })}
          </button>
        )}
        <small>{t('search.keys')}</small>
      </p>
    </div>
  );
}

interface NounsProps {
  found: readonly { noun: string; word: { zh: string; en: string }; count: number }[];
  noun: string | undefined;
  pick: (noun: string | undefined) => void;
}

function Nouns({ found, noun, pick }: NounsProps) {
  const { t, lang } = useWords();
  return (
    <div className="search-nouns" role="group">
      <button type="button" aria-pressed={noun === undefined} onClick={() => pick(undefined)}>
        {t('search.all')}
      </button>
      {found.map((one) => (
        <button key={one.noun} type="button" aria-pressed={noun === one.noun} onClick={() => pick(one.noun)}>
          {say(one.word, lang)} {one.count}
        </button>
      ))}
    </div>
  );
}

function Hit({ hit, chosen, open }: { hit: SearchHit; chosen: boolean; open: () => void }) {
  const { lang } = useWords();
  const where = [hit.title.parts.length > 0 && hit.label && say(hit.label, lang), hit.unit?.name, hit.noun === 'project' ? null : hit.project_name, hit.state_word && say(hit.state_word, lang), hit.on];
  return (
    <li id={`hit-${hit.key}`} role="option" aria-selected={chosen} data-hit={hit.key} onClick={open}>
      <span className="search-noun">{say(hit.noun_word, lang)}</span>
      <span className="search-said">
        <b>
          {hit.title.parts.length > 0 ? <Marked text={hit.title} /> : hit.label && say(hit.label, lang)}
        </b>
        {hit.body.parts.length > 0 && (
          <span>
            <Marked text={hit.body} />
          </span>
        )}
        <small>{where.filter(Boolean).join(' · ')}</small>
      </span>
    </li>
  );
}
