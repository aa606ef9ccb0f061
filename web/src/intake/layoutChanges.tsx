// Where the mapping comes from, and what has changed in the layout since it was kept.

import type { Intake } from '../api/types';
import { useWords } from '../words';

export function LayoutChanges({ intake }: { intake: Intake }) {
  const { t } = useWords();
  const remembered = intake.mapping.sheets.flatMap((sheet) => sheet.columns).every((column) => column.confidence === 100);
  return <p className="quiet-note">{remembered ? t('intake.remembered') : t('intake.mappingHow')}</p>;
}
