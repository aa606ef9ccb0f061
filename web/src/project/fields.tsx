import type { SheetField, Source } from '../api/types';
import { say } from '../format/lang';
import { useWords } from '../words';

export function sourceText(source: Source | null): string {
  if (!source) return '';
  return [source.file, source.sheet, source.cell].filter(Boolean).join(' · ');
}

/** Every field with a value: since when, from which record, from which cell. */
export function Fields({ fields }: { fields: readonly SheetField[] }) {
  const { t, lang } = useWords();
  return (
    <table className="plain fields">
      <tbody>
        {fields.map((field) => (
          <tr key={field.key}>
            <th scope="row">{say(field.label, lang)}</th>
            <td>
              {say(field.value, lang)}
              <small>
                {[
                  t('sheet.since', { date: field.since }),
                  t('sheet.event', { seq: field.seq }),
                  sourceText(field.source),
                  field.comes_from && t('sheet.comesFrom', { source: say(field.comes_from, lang) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
