// Text to copy and a long picture to save: for a chat, without any network call.

import { useQuery } from '@tanstack/react-query';
import { Button, Modal, Select, Tabs } from 'antd';
import { useEffect, useMemo, useRef, useState } from 'react';

import { zoneQuery } from '../api/queries';
import type { Bulletin } from '../api/types';
import { beside } from '../app/beside';
import { Failed, Loading } from '../app/states';
import { CanvasSurface } from '../draw/canvasSurface';
import { browserMeasure } from '../draw/measure';
import { say } from '../format/lang';
import { useWords } from '../words';
import { copyImage, copyText, saveBlob } from './copy';
import { layOut, WIDTH } from './picture';
import { bulletinQuery } from './queries';
import { LEVELS } from './topics';

export interface Shared {
  of: 'mine' | 'zone';
}


/** What browsers draw at most in one direction. */
const SIDE_MAX = 16_000;

export function Share({ shared, close }: { shared: Shared; close: () => void }) {
  const { t, lang } = useWords();
  const zone = useQuery(zoneQuery).data;
  const [unit, setUnit] = useState<string>();
  const [carries, setCarries] = useState<string>('internal');
  const bulletin = useQuery(bulletinQuery({ of: shared.of, unit, carries }));
  const units = zone?.units.map((one) => ({ value: one.id, label: one.name })) ?? [];
  return (
    <Modal open title={t(shared.of === 'mine' ? 'notices.share' : 'notices.shareZone')} footer={null} width={820} onCancel={close} getContainer={beside}>
      <p className="quiet-note">{t('notices.shareHow')}</p>
      <div className="share-asked">
        {shared.of === 'zone' && (
          <label>
            {t('notices.unit')}
            <Select allowClear showSearch optionFilterProp="label" value={unit} onChange={setUnit} options={units} placeholder={t('notices.allUnits')} getPopupContainer={beside} />
          </label>
        )}
        <label>
          {t('notices.carries')}
          <Select value={carries} onChange={setCarries} options={LEVELS.map((value) => ({ value, label: t(`notices.levels.${value}`) }))} getPopupContainer={beside} />
        </label>
      </div>
      {bulletin.isPending && <Loading />}
      {bulletin.isError && <Failed error={bulletin.error} retry={() => void bulletin.refetch()} />}
      {bulletin.data && (
        <Tabs
          items={[
            { key: 'text', label: t('notices.asText'), children: <TextPart text={say(bulletin.data.text, lang)} name={nameOf(bulletin.data, lang)} /> },
            { key: 'picture', label: t('notices.asPicture'), children: <PicturePart bulletin={bulletin.data} /> },
          ]}
        />
      )}
    </Modal>
  );
}

function nameOf(bulletin: Bulletin, lang: 'zh' | 'en'): string {
  return `${say(bulletin.title, lang)}-${bulletin.on}`;
}

function TextPart({ text, name }: { text: string; name: string }) {
  const { t } = useWords();
  const [said, setSaid] = useState('');
  return (
    <>
      <p className="share-acts">
        <Button type="primary" onClick={() => void copyText(text).then((done) => setSaid(t(done ? 'notices.copied' : 'notices.copyByHand')))}>
          {t('notices.copy')}
        </Button>
        <Button onClick={() => saveBlob(new Blob([text], { type: 'text/plain;charset=utf-8' }), `${name}.txt`)}>{t('notices.save')}</Button>
        <span role="status">{said}</span>
      </p>
      <pre className="share-text" tabIndex={0}>
        {text}
      </pre>
    </>
  );
}

function PicturePart({ bulletin }: { bulletin: Bulletin }) {
  const { t, lang } = useWords();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [said, setSaid] = useState('');
  const picture = useMemo(() => {
    const words = {
      more: (count: number) => t('notices.leftOut', { count }),
      withheld: (count: number) => t('notices.withheld', { count }),
      code: t('page.code'),
      synthetic: t('page.synthetic'),
    };
    return layOut(bulletin, lang, words, browserMeasure());
  }, [bulletin, lang, t]);
  useEffect(() => {
    const target = canvas.current;
    const context = target?.getContext('2d');
    if (!target || !context) return;
    const ratio = Math.min(2, SIDE_MAX / picture.height);
    target.width = Math.round(WIDTH * ratio);
    target.height = Math.round(picture.height * ratio);
    const surface = new CanvasSurface(context);
    surface.begin(ratio);
    picture.paint(surface);
  }, [picture]);
  const blob = () =>
    new Promise<Blob>((done, failed) => {
      canvas.current?.toBlob((made) => (made ? done(made) : failed(new Error('no picture'))), 'image/png');
    });
  return (
    <>
      <p className="share-acts">
        <Button type="primary" onClick={() => void blob().then((made) => saveBlob(made, `${nameOf(bulletin, lang)}.png`))}>
          {t('notices.savePicture')}
        </Button>
        <Button onClick={() => void copyImage(blob).then((done) => setSaid(t(done ? 'notices.copied' : 'notices.saveInstead')))}>{t('notices.copyPicture')}</Button>
        <span role="status">{said}</span>
      </p>
      <div className="share-picture">
        <canvas ref={canvas} role="img" aria-label={say(bulletin.text, lang)} />
      </div>
    </>
  );
}
