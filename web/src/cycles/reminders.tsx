// 催报: who still owes what, in words that can be pasted into a message.

import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';

import type { ReminderBoard } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';

export function Reminders({ board }: { board: ReminderBoard }) {
  const { t, lang } = useWords();
  const [copied, setCopied] = useState(false);
  const texts = board.reminders.map((own) => say(own.text, lang));
  const copy = async () => {
    await navigator.clipboard.writeText(texts.join('\n'));
    setCopied(true);
  };
  return (
    <section className="reminders" aria-label={t('reports.reminders')}>
      <header>
        <h2>{t('reports.reminders')}</h2>
        {texts.length > 0 && (
          <Button size="small" onClick={() => void copy()}>
            {t(copied ? 'reports.copied' : 'reports.copy')}
          </Button>
        )}
      </header>
      {texts.length === 0 && <p className="quiet-note">{t('reports.noReminders')}</p>}
      <ul>
        {board.reminders.map((own) => (
          <li key={own.id} className={own.days_late > 0 && own.waits_for === 'unit' ? 'late' : undefined}>
            <Link to="/reports/$id" params={{ id: own.id }}>
              {say(own.text, lang)}
            </Link>
            <small>{t(`reports.waits.${own.waits_for}`)}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}
