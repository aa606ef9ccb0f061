// Watching a project: its problems and red lights are told.

import { StarFilled, StarOutlined } from '@ant-design/icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';

import { api, ask } from '../api/client';
import { useWords } from '../words';
import { noticeCountsQuery, noticesQuery, watchedQuery } from './queries';

export function Watch({ id }: { id: string }) {
  const { t } = useWords();
  const queries = useQueryClient();
  const watched = useQuery(watchedQuery).data;
  const own = watched?.includes(id) ?? false;
  const turn = useMutation({
    mutationFn: () => {
      const params = { path: { id } };
      return own ? ask(api.DELETE('/notices/watched/{id}', { params })) : ask(api.PUT('/notices/watched/{id}', { params }));
    },
    onSuccess: () =>
      Promise.all([watchedQuery, noticesQuery, noticeCountsQuery].map(({ queryKey }) => queries.invalidateQueries({ queryKey }))),
  });
  if (!watched) return null;
  return (
    <Button size="small" className="watch" aria-pressed={own} title={t('notices.watchHow')} icon={own ? <StarFilled /> : <StarOutlined />} loading={turn.isPending} onClick={() => turn.mutate()}>
      {t(own ? 'notices.watching' : 'notices.watch')}
    </Button>
  );
}
