// 导入: a spreadsheet, its columns, what would change, and only then the record.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Steps } from 'antd';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { refresh } from '../api/queries';
import type { Intake, Mapping, Preview } from '../api/types';
import { FormError } from '../app/problems';
import { Loading } from '../app/states';
import { useWords } from '../words';
import { Drop } from './drop';
import { MappingTable } from './mapping';
import { PreviewView } from './preview';

export function IntakePage() {
  const { t } = useWords();
  const queries = useQueryClient();
  const [intake, setIntake] = useState<Intake | null>(null);
  const [draft, setDraft] = useState<Mapping | null>(null);
  const take = (answer: Intake) => {
    setIntake(answer);
    setDraft(answer.mapping);
  };
  const send = useMutation({
    mutationFn: (file: File) =>
      ask(
        api.POST('/imports', {
          params: { query: { name: file.name } },
          // The file goes as it is, not as JSON.
          body: file as unknown as number[],
          bodySerializer: (body) => body as unknown as BodyInit,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      ),
    onSuccess: take,
  });
  const remap = useMutation({
    mutationFn: ({ id, mapping }: { id: string; mapping: Mapping }) =>
      ask(api.PUT('/imports/{id}/mapping', { params: { path: { id } }, body: mapping })),
    onSuccess: take,
  });
  const apply = useMutation({
    mutationFn: (id: string) =>
      ask(api.POST('/imports/{id}/apply', { params: { path: { id } } })),
    onSuccess: () => refresh(queries),
  });
  const again = () => {
    setIntake(null);
    setDraft(null);
    send.reset();
    remap.reset();
    apply.reset();
  };
  const changed = intake !== null && draft !== intake.mapping;
  const step = apply.data ? 3 : intake ? (changed ? 1 : 2) : 0;
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('intake.title')}</h1>
        <Steps
          className="intake-steps"
          size="small"
          current={step}
          items={(['file', 'mapping', 'preview', 'done'] as const).map((key) => ({
            title: t(`intake.steps.${key}`),
          }))}
        />
      </header>
      <div className="page-body intake">
        {!intake && !send.isPending && (
          <>
            <Drop take={(file) => send.mutate(file)} />
            <FormError error={send.error} />
          </>
        )}
        {send.isPending && <Loading />}
        {intake && draft && !apply.data && (
          <>
            <PreviewView
              preview={intake.preview as Preview}
              stale={changed}
              applying={apply.isPending}
              apply={() => apply.mutate(intake.id)}
              again={again}
              error={apply.error}
            />
            <MappingTable
              mapping={draft}
              change={setDraft}
              changed={changed}
              busy={remap.isPending}
              error={remap.error}
              send={() => remap.mutate({ id: intake.id, mapping: draft })}
            />
          </>
        )}
        {apply.data && (
          <div className="state" role="status">
            <h2>{t('intake.applied', { seq: apply.data.last })}</h2>
            <p>
              <Link to="/wall">
                <Button type="primary">{t('intake.see')}</Button>
              </Link>{' '}
              <Button onClick={again}>{t('intake.another')}</Button>
            </p>
          </div>
        )}
      </div>
    </div>
  );
}
