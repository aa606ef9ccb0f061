// 好经验好做法: found by what they say, by kind of problem, by unit; written from what is over.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { OpenSource, PracticeRow, SearchHit } from '../api/types';
import { ProblemList } from '../app/problems';
import { Refused } from '../api/client';
import type { PracticesSearch } from '../app/search';
import { Empty, Failed, Loading } from '../app/states';
import { say } from '../format/lang';
import { Labelled } from '../items/labelled';
import { Marked } from '../search/marked';
import { useWords } from '../words';
import { PracticeForm } from './form';
import { practicesQuery, searchQuery, sourcesQuery } from './queries';

export function PracticesPage() {
  const { t } = useWords();
  const search = useSearch({ from: '/shell/practices' });
  const navigate = useNavigate();
  const zone = useQuery(zoneQuery).data;
  const { known_at, true_on } = search;
  const board = useQuery(practicesQuery({ known_at, true_on, unit: search.unit, kind: search.kind, stage: search.stage, waiting: search.waiting && 'true' }));
  const found = useQuery(searchQuery({ words: search.text ?? '', nouns: 'practice', take: '100' }));
  const go = (change: Partial<PracticesSearch>) => void navigate({ to: '/practices', search: { ...search, ...change }, replace: true });
  const [writing, setWriting] = useState(false);
  const past = known_at !== undefined || true_on !== undefined;
  const rows = board.data?.practices ?? [];
  const hits = search.text ? new Map((found.data?.hits ?? []).map((hit) => [hit.key, hit])) : undefined;
  // In the order of the search where something is looked for.
  const shown = hits ? [...hits.keys()].flatMap((key) => rows.filter((row) => row.id === key)) : rows;
  const refused = search.text && found.error instanceof Refused ? found.error.problems : [];
  const filtered = Boolean(search.unit ?? search.kind ?? search.stage ?? search.text ?? search.waiting);
  const options = (words: readonly string[]) => words.map((word) => ({ value: word, label: word }));
  return (
    <div className="page practices-page">
      <header className="page-head">
        <h1>{t('practices.title')}</h1>
        {board.data?.may_write && !past && (
          <span className="items-new">
            <Button aria-expanded={writing} onClick={() => setWriting(!writing)}>
              {t('practices.write')}
            </Button>
          </span>
        )}
      </header>
      <div className="items-filters" role="search">
        <Input.Search className="items-search" allowClear aria-label={t('practices.search')} placeholder={t('practices.search')} defaultValue={search.text} maxLength={200} onSearch={(text) => go({ text: text.trim() || undefined })} />
        <Select className="items-unit" allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={t('practices.unit')} placeholder={t('practices.unit')} value={search.unit} options={(zone?.units ?? []).map((unit) => ({ value: unit.id, label: unit.name }))} onChange={(unit?: string) => go({ unit })} />
        <Select className="items-state" allowClear aria-label={t('practices.kinds')} placeholder={t('practices.kinds')} value={search.kind} options={options(board.data?.kinds ?? [])} onChange={(kind?: string) => go({ kind })} />
        <Select className="items-state" allowClear aria-label={t('practices.stages')} placeholder={t('practices.stages')} value={search.stage} options={options(board.data?.stages ?? [])} onChange={(stage?: string) => go({ stage })} />
        <Checkbox checked={search.waiting ?? false} onChange={(event) => go({ waiting: event.target.checked || undefined })}>
          {t('practices.waitingOnly')}
        </Checkbox>
      </div>
      {writing && (
        <section className="card items-assign">
          <Write kinds={board.data?.kinds ?? []} stages={board.data?.stages ?? []} close={() => setWriting(false)} />
        </section>
      )}
      {board.isPending && <Loading />}
      {board.isError && !board.data && <Failed error={board.error} retry={() => void board.refetch()} />}
      <ProblemList problems={refused} />
      {shown.length > 0 && board.data && (
        <div className="page-body practices-body">
          <p className="items-summary">{t('practices.summary', { published: board.data.published, used: board.data.used, waiting: board.data.waiting })}</p>
          {shown.map((row) => (
            <Card key={row.id} row={row} hit={hits?.get(row.id)} />
          ))}
        </div>
      )}
      {board.data && shown.length === 0 && !writing && !found.isLoading && refused.length === 0 && (
        <Empty title={t(filtered ? 'practices.noneFound' : 'practices.none')} how={t(filtered ? 'practices.noneFoundHow' : 'practices.noneHow')} />
      )}
    </div>
  );
}

function Card({ row, hit }: { row: PracticeRow; hit?: SearchHit }) {
  const { t, lang } = useWords();
  const when = t(row.state === 'published' ? 'practices.published' : 'practices.submitted', { date: row.on });
  return (
    <article className={`card practice-card ${row.state}`} data-practice={row.id}>
      <div>
        <h2>
          <Link to="/practices/$id" params={{ id: row.id }}>
            {hit ? <Marked text={hit.title} /> : row.title}
          </Link>
          {row.state !== 'published' && <span className={`practice-state ${row.state}`}>{say(row.state_word, lang)}</span>}
          {row.waiting && row.state === 'published' && <span className="practice-state submitted">{t('practices.waiting')}</span>}
        </h2>
        <p>{hit ? <Marked text={hit.body} /> : say(row.outcome, lang)}</p>
        <p className="practice-tags">
          {row.kinds.map((kind) => (
            <b key={kind}>{kind}</b>
          ))}
          {row.stages.map((stage) => (
            <i key={stage}>{stage}</i>
          ))}
          <span>{[row.unit.name, when].join(' · ')}</span>
        </p>
      </div>
      <span className={row.used > 0 ? 'practice-used' : 'practice-used none'}>{row.used > 0 ? t('practices.usedTimes', { count: row.used }) : t('practices.unused')}</span>
    </article>
  );
}

/** What could be written about, then the form. */
function Write({ kinds, stages, close }: { kinds: readonly string[]; stages: readonly string[]; close: () => void }) {
  const { t, lang } = useWords();
  const sources = useQuery(sourcesQuery);
  const [key, setKey] = useState<string>();
  if (sources.isPending) return <Loading />;
  if (sources.isError) return <Failed error={sources.error} retry={() => void sources.refetch()} />;
  const list = sources.data.sources;
  if (list.length === 0) return <Empty title={t('practices.nothing')} how={t('practices.nothingHow')} />;
  const named = (own: OpenSource) => [say(own.kind_word, lang), say(own.name, lang), own.name.zh === own.project_name ? null : own.project_name, own.over_on].filter(Boolean).join(' · ');
  const source = list.find((own) => own.key === key);
  return (
    <>
      <h2>{t('practices.writeTitle')}</h2>
      <Labelled text={t('practices.from')} how={t('practices.fromHow')}>
        <Select className="practice-source" aria-label={t('practices.from')} showSearch={{ optionFilterProp: 'label' }} value={key} options={list.map((own) => ({ value: own.key, label: named(own) }))} onChange={setKey} />
      </Labelled>
      {source && <PracticeForm key={source.key} source={source} kinds={kinds} stages={stages} done={close} cancel={close} />}
    </>
  );
}
