// 新增指标.

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';

import { sessionQuery } from '../api/queries';
import { Loading, NotAllowed } from '../app/states';
import { useCommand } from '../items/useCommand';
import { useWords } from '../words';
import { indicatorsQuery } from './queries';
import { DefinitionForm, NEW } from './definitionForm';

export function NewIndicatorPage() {
  const { t } = useWords();
  const { known_at, true_on } = useSearch({ from: '/shell' });
  const navigate = useNavigate();
  const session = useQuery(sessionQuery);
  const board = useQuery(indicatorsQuery({ known_at, true_on }));
  const send = useCommand();
  const may = session.data?.may.includes('keep_indicators');
  return (
    <div className="page">
      <header className="page-head">
        <h1>
          <Link to="/indicators" search={{ known_at, true_on }} className="quiet-link">
            {t('indicators.title')}
          </Link>
          {` · ${t('definition.add')}`}
        </h1>
      </header>
      {session.isPending && <Loading />}
      {session.data && !may && <NotAllowed />}
      {may && (
        <div className="page-body">
          <DefinitionForm
            start={NEW}
            inUse={false}
            error={send.error}
            pending={send.isPending}
            save={(definition) =>
              send.mutate(
                { add_indicator: definition },
                {
                  onSuccess: () => {
                    void board.refetch().then((answer) => {
                      const tiles = answer.data?.tiles ?? [];
                      const id = tiles[tiles.length - 1]?.id;
                      return id ? navigate({ to: '/indicators/$id', params: { id }, search: { known_at, true_on } }) : navigate({ to: '/indicators', search: { known_at, true_on } });
                    });
                  },
                },
              )
            }
          />
        </div>
      )}
    </div>
  );
}
