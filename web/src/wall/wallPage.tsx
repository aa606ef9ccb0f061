// 挂图: the page. What it shows is in its address; the board draws it.

import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';

import type { Colour } from '../api/types';
import type { WallSearch } from '../app/search';
import { say } from '../format/lang';
import { COLOURS } from '../light/light';
import { Drawer } from '../project/drawer';
import { useWords } from '../words';
import { Attention } from './attention';
import { ChangeList } from './changeList';
import { Clocks } from './clocks';
import { CompareBar } from './compareBar';
import { HeadStrip } from './headStrip';
import { Meeting } from './meeting';
import { stopsOf } from './stops';
import { WallBody } from './wallBody';
import { useWallData } from './wallData';

export function WallPage() {
  const { t, lang } = useWords();
  const search = useSearch({ from: '/shell/wall' });
  const navigate = useNavigate();
  const change = useCallback(
    (next: Partial<WallSearch>) =>
      void navigate({ to: '/wall', search: (now) => ({ ...now, ...next }), replace: true }),
    [navigate],
  );
  const data = useWallData(search);
  const { zone, wall, comparison, shown, lines, rows } = data;
  const { known_at, true_on } = search;
  const open = useCallback((p: string | undefined) => change({ p }), [change]);

  // The page stands before its data is there: only the board waits.
  const head = wall.data?.head;
  if (search.meet && wall.data) {
    const { agenda } = search;
    const back = agenda === undefined ? undefined : () => void navigate({ to: '/meetings/$id', params: { id: agenda } });
    return <Meeting wall={wall.data} data={data} search={search} change={change} back={back} />;
  }
  const toggle = (colour: Colour) => {
    const next = COLOURS.filter((one) => (one === colour ? !shown.has(one) : shown.has(one)));
    change({ light: next.length === 0 ? undefined : next.join(',') });
  };
  const stop = zone && stopsOf(zone).find((one) => (one.known ?? 'latest') === search.with);
  const side = search.p ? (
    <Drawer id={search.p} moment={{ known_at, true_on }} close={() => open(undefined)} />
  ) : search.with !== undefined && comparison.data ? (
    <ChangeList comparison={comparison.data} move={search.moved} open={open} />
  ) : (
    <Attention rows={rows} open={open} />
  );
  return (
    <div className="page wall-page">
      <header className="page-head">
        <h1>{t('wall.title')}</h1>
        <Clocks
          zone={zone}
          moment={{ known_at, true_on }}
          trueOn={head?.true_on ?? true_on ?? zone?.default_true_on}
          change={(moment) => change({ known_at: moment.known_at, true_on: moment.true_on })}
        />
      </header>
      {head && <HeadStrip head={head} currency={zone?.currency} shown={shown} toggle={toggle} />}
      <WallBody
        data={data}
        search={search}
        lines={lines}
        count={head ? t('wall.of', { shown: rows.length, total: head.projects_total }) : ''}
        change={change}
        side={side}
      >
        {search.with !== undefined && (
          <CompareBar
            comparison={comparison.data}
            error={comparison.isError ? comparison.error : null}
            retry={() => void comparison.refetch()}
            name={stop ? say(stop.label, lang) : search.with}
            move={search.moved}
            change={change}
          />
        )}
      </WallBody>
    </div>
  );
}
