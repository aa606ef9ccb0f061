// The project sheet at the right of the wall: reasons first, then everything else.

import { CloseOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef, type ReactNode } from 'react';

import { sheetQuery, type Moment } from '../api/queries';
import type { ProjectSheet } from '../api/types';
import { Failed, Loading } from '../app/states';
import { lightWord } from '../light/light';
import { LightShape } from '../light/lightMark';
import { Watch } from '../notices/watch';
import { Talk } from '../talk/talk';
import { titleOf } from '../wall/lines';
import { useWords } from '../words';
import { Facts } from './facts';
import { Fields } from './fields';
import { History } from './history';
import { ProjectItems } from './items';
import { Problems } from './problems';
import { Reason } from './reason';
import { Steps } from './steps';

export function Drawer({ id, moment, close }: { id: string; moment: Moment; close: () => void }) {
  const { t } = useWords();
  const sheet = useQuery(sheetQuery(id, moment));
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    body.current?.scrollTo(0, 0);
  }, [id]);
  return (
    <aside
      className="drawer"
      aria-label={sheet.data?.row.name ?? id}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        close();
        // Back to the row one came from.
        document.querySelector<HTMLElement>('.board-scroll')?.focus();
      }}
    >
      <header className="drawer-head">
        {sheet.data ? <Title sheet={sheet.data} /> : <h2>{id}</h2>}
        <Button type="text" icon={<CloseOutlined />} aria-label={t('sheet.close')} title={t('sheet.close')} onClick={close} />
      </header>
      <div className="drawer-body" ref={body} tabIndex={0} role="region" aria-label={t('sheet.facts')}>
        {sheet.isPending && <Loading />}
        {sheet.isError && <Failed error={sheet.error} retry={() => void sheet.refetch()} />}
        {sheet.data && <Body sheet={sheet.data} moment={moment} />}
      </div>
    </aside>
  );
}

function Title({ sheet }: { sheet: ProjectSheet }) {
  const { lang } = useWords();
  const { row } = sheet;
  const who = [row.unit?.name, row.sponsor, row.stage, row.industry].filter(Boolean).join(' · ');
  return (
    <div className="drawer-title">
      <h2>
        <span className="drawer-no">{String(row.no).padStart(2, '0')}</span>
        {titleOf(row, lang)}
      </h2>
      <p>
        <span className="light">
          <LightShape colour={row.light.colour} size={15} />
          <b>{lightWord(row.light.colour, lang)}</b>
        </span>
        <span>{who}</span>
        <Watch id={row.id} />
      </p>
      {row.codes.length > 0 && <p className="drawer-codes">{row.codes.join(' · ')}</p>}
    </div>
  );
}

function Body({ sheet, moment }: { sheet: ProjectSheet; moment: Moment }) {
  const { t, lang } = useWords();
  return (
    <>
      <Facts row={sheet.row} problems={sheet.problems} />
      <Part title={t('sheet.why', { light: lightWord(sheet.row.light.colour, lang) })}>
        <Reason sheet={sheet} />
      </Part>
      <Part title={t('sheet.problems')}>
        <Problems problems={sheet.problems} />
      </Part>
      <Part title={t('items.title')}>
        <ProjectItems id={sheet.row.id} moment={moment} />
      </Part>
      <Talk subject={sheet.row.id} moment={moment} withoutPast />
      <Part title={t('sheet.schedule')}>
        <Steps sheet={sheet} />
      </Part>
      <Part title={t('sheet.fields')}>
        <Fields fields={sheet.fields} />
      </Part>
      <Part title={t('sheet.history')}>
        <History sheet={sheet} />
      </Part>
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="part">
      <h3>{title}</h3>
      {children}
    </section>
  );
}
