// One import from the file to the record: what was sent, what the server said, what waits.

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { api, ask } from '../api/client';
import { refresh } from '../api/queries';
import type { Answers, Intake, Mapping } from '../api/types';

export function useIntake() {
  const queries = useQueryClient();
  const [intake, setIntake] = useState<Intake | null>(null);
  const [draft, setDraft] = useState<Mapping | null>(null);
  const take = (answer: Intake) => {
    setIntake(answer);
    setDraft(answer.mapping);
  };
  const send = useMutation({
    mutationFn: (file: { name: string; body: Blob }) =>
      ask(
        api.POST('/imports', {
          params: { query: { name: file.name } },
          // The file goes as it is, not as JSON.
          body: file.body as unknown as number[],
          bodySerializer: (body) => body as unknown as BodyInit,
          headers: { 'Content-Type': 'application/octet-stream' },
        }),
      ),
    onSuccess: take,
  });
  const resume = useMutation({
    mutationFn: (id: string) => ask(api.GET('/imports/{id}', { params: { path: { id } } })),
    onSuccess: take,
  });
  const remap = useMutation({
    mutationFn: ({ id, mapping }: { id: string; mapping: Mapping }) =>
      ask(api.PUT('/imports/{id}/mapping', { params: { path: { id } }, body: mapping })),
    onSuccess: take,
  });
  const answer = useMutation({
    mutationFn: ({ id, answers }: { id: string; answers: Answers }) =>
      ask(api.PUT('/imports/{id}/answers', { params: { path: { id } }, body: answers })),
    // A mapping that is being changed stays as it is.
    onSuccess: (answered) => {
      setDraft((now) => (now === intake?.mapping ? answered.mapping : now));
      setIntake((now) => now && { ...answered, mapping: now.mapping === draft ? answered.mapping : now.mapping });
    },
  });
  const apply = useMutation({
    mutationFn: (id: string) => ask(api.POST('/imports/{id}/apply', { params: { path: { id } } })),
    onSuccess: () => refresh(queries),
  });
  const again = () => {
    setIntake(null);
    setDraft(null);
    for (const one of [send, resume, remap, answer, apply]) one.reset();
    void queries.invalidateQueries({ queryKey: ['imports'] });
  };
  return { intake, draft, setDraft, send, resume, remap, answer, apply, again };
}

export type IntakeWork = ReturnType<typeof useIntake>;
