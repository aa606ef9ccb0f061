// 数据来源: the outside systems that fields come from, and how to use them.

import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { useState } from 'react';

import type { SourceList, SourceRow } from '../api/types';
import { Empty, Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { Into } from '../intake/takeOut';
import { useWords } from '../words';
import { SourceForm } from './form';
import { sourcesQuery } from './queries';
import './sources.css';

export function SourcesPage() {
  const { t } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const answer = useQuery(sourcesQuery({ known_at, true_on }));
  const [adding, setAdding] = useState(false);
  const list = answer.data;
  const may = list?.may_define === true && known_at === undefined;
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <Link to="/import" className="quiet-link">
            {t('intake.title')}
          </Link>
          {` · ${t('sources.title')}`}
        </h1>
        {may && (
          <span className="items-new">
            <Button type="primary" aria-expanded={adding} onClick={() => setAdding(!adding)}>
              {t('sources.add')}
            </Button>
          </span>
        )}
      </header>
      {answer.isPending && <Loading />}
      {answer.isError && !list && <Failed error={answer.error} retry={() => void answer.refetch()} />}
      {list && (
        <div className="page-body sources">
          <p className="quiet-note">{t('sources.how')}</p>
          {adding && (
            <section className="card items-assign">
              <SourceForm list={list} done={() => setAdding(false)} />
            </section>
          )}
          {list.sources.length === 0 && !adding && <Empty title={t('sources.none')} how={t('sources.noneHow')} />}
          {list.sources.map((own) => (
            <One key={own.key} list={list} source={own} may={may} />
          ))}
          {list.sources.length > 0 && <Steps />}
        </div>
      )}
    </div>
  );
}

function One({ list, source, may }: { list: SourceList; source: SourceRow; may: boolean }) {
  const { t, lang } = useWords();
  const [editing, setEditing] = useState(false);
  return (
    <section className="card source-card">
      <header className="bar">
        <h2>
          {say(source.name, lang)} <small>{source.key}</small>
        </h2>
        <span className="quiet-note">{t('sources.projects', { count: source.projects })}</span>
        <span className="nav-room" />
        {may && !editing && <Button onClick={() => setEditing(true)}>{t('sources.edit')}</Button>}
      </header>
      {editing ? (
        <SourceForm list={list} source={source} done={() => setEditing(false)} />
      ) : (
        <dl className="source-facts">
          <dt>{t('sources.fields')}</dt>
          <dd>{source.fields.length === 0 ? t('sources.nothing') : source.fields.map((field) => <Tag key={field.key}>{say(field.label, lang)}</Tag>)}</dd>
          {source.indicators.length > 0 && (
            <>
              <dt>{t('sources.indicators')}</dt>
              <dd>
                {source.indicators.map((own) => (
                  <Link key={own.id} to="/indicators/$id" params={{ id: own.id }} className="source-indicator">
                    {say(own.name, lang)}
                  </Link>
                ))}
              </dd>
            </>
          )}
        </dl>
      )}
    </section>
  );
}

/** What one does with a system: takes its export in, writes the table it wants. */
function Steps() {
  const { t } = useWords();
  return (
    <section className="card source-steps">
      <h2>{t('sources.steps')}</h2>
      <ol>
        <li>
          <Link to="/import">{t('sources.stepImport')}</Link>
        </li>
        <li>
          {t('sources.stepInto')} <Into path="/exports/into" word={t('intake.into_layout')} />
        </li>
        <li>
          {t('sources.stepFigures')} <Into path="/exports/figures/into" word={t('intake.into_layout')} />
        </li>
      </ol>
    </section>
  );
}
