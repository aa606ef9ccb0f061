// What a text asks for, each with its sentence and a proposed class that the clerk corrects.

import { Button, Segmented } from 'antd';
import { useState } from 'react';

import type { Directive, Directives } from '../api/types';
import { Empty } from '../app/states';
import { useWords } from '../words';
import { AssignForm } from './assignForm';

const CLASSES = ['assign', 'pass_on', 'done'] as const;
type Class = (typeof CLASSES)[number];

interface Props {
  found: Directives;
  document: string | null;
  /** The meeting whose minutes they are. */
  meeting?: string;
  today: string;
  again: () => void;
}

export function DirectiveList({ found, document, meeting, today, again }: Props) {
  const { t } = useWords();
  const [classes, setClasses] = useState<Class[]>(() => found.directives.map((one) => one.class as Class));
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [filling, setFilling] = useState<number | null>(null);
  const [only, setOnly] = useState<Class | 'all'>('all');
  const count = (wanted: Class) => classes.filter((own) => own === wanted).length;
  const counts = { all: classes.length, assign: count('assign'), pass_on: count('pass_on'), done: count('done') };
  if (found.directives.length === 0) {
    return (
      <Empty title={t('items.words.nothing')} how={t('items.words.nothingHow')}>
        <Button onClick={again}>{t('items.words.again')}</Button>
      </Empty>
    );
  }
  return (
    <>
      <div className="directives-head">
        <p className="items-summary">
          {t('items.words.found', counts)}
          {opened.size > 0 && ` · ${t('items.words.openedOf', { done: opened.size, all: counts.assign })}`}
        </p>
        <Segmented<Class | 'all'> aria-label={t('items.words.class')} value={only} options={[{ value: 'all', label: t('items.sides.all') }, ...CLASSES.map((one) => ({ value: one, label: t(`items.words.classes.${one}`) }))]} onChange={setOnly} />
        <Button onClick={again}>{t('items.words.again')}</Button>
      </div>
      <ol className="directives">
        {found.directives.map((one, at) => {
          const own = classes[at] ?? 'pass_on';
          if (only !== 'all' && own !== only) return null;
          return (
            <li key={at} className={`directive ${own}`} data-class={own}>
              <Said one={one} />
              <div className="directive-side">
                <Segmented<Class> size="small" aria-label={t('items.words.class')} value={own} disabled={opened.has(at)} options={CLASSES.map((value) => ({ value, label: t(`items.words.classes.${value}`) }))} onChange={(value) => setClasses(classes.map((old, index) => (index === at ? value : old)))} />
                {opened.has(at) ? (
                  <b className="directive-opened">{t('items.words.opened', { number: '' })} ✓</b>
                ) : (
                  own === 'assign' && (
                    <Button size="small" className="directive-fill" aria-expanded={filling === at} onClick={() => setFilling(filling === at ? null : at)}>
                      {t(filling === at ? 'items.words.fold' : 'items.words.fill')}
                    </Button>
                  )
                )}
              </div>
              {filling === at && own === 'assign' && !opened.has(at) && (
                <AssignForm
                  today={today}
                  draft={{
                    what: one.text,
                    lead: one.units[0]?.id,
                    support: one.units.slice(1).map((unit) => unit.id),
                    due_on: one.due_on && one.due_on >= today ? one.due_on : null,
                    meeting,
                    source: { sentence: one.sentence, document, line: one.line },
                  }}
                  done={() => {
                    setOpened(new Set([...opened, at]));
                    setFilling(null);
                  }}
                  cancel={() => setFilling(null)}
                />
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** What is asked for, within its sentence. */
function Said({ one }: { one: Directive }) {
  const { t, lang } = useWords();
  const at = one.sentence.indexOf(one.text);
  const notes = [
    t('items.words.place', { line: one.line }),
    one.who && t('items.words.named', { who: one.units.length > 0 ? one.units.map((unit) => unit.name).join(lang === 'zh' ? '、' : ', ') : one.who }),
    one.period && (one.due_on ? `${one.period} → ${one.due_on}` : one.period),
    one.repeated > 0 && t('items.words.repeated', { count: one.repeated }),
  ];
  return (
    <div className="directive-said">
      <b>{one.text}</b>
      <blockquote>
        {at < 0 ? (
          one.sentence
        ) : (
          <>
            {one.sentence.slice(0, at)}
            <mark>{one.text}</mark>
            {one.sentence.slice(at + one.text.length)}
          </>
        )}
      </blockquote>
      <small>{notes.filter(Boolean).join(' · ')}</small>
    </div>
  );
}
