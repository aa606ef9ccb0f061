// What the clerk decides for the whole file.

import { Checkbox, DatePicker, Input, Tag } from 'antd';
import dayjs from 'dayjs';

import type { Mapping } from '../api/types';
import { useWords } from '../words';
import { SourceChoice } from '../sources/choice';
import { withOptions } from './mapEdit';

export function Options({ mapping, change }: { mapping: Mapping; change: (mapping: Mapping) => void }) {
  const { t } = useWords();
  const options = mapping.options ?? {};
  const left = options.leave_out ?? [];
  return (
    <div className="intake-options">
      <Checkbox
        checked={options.create_missing ?? false}
        onChange={(event) => change(withOptions(mapping, { create_missing: event.target.checked }))}
      >
        {t('intake.createMissing')}
      </Checkbox>
      <label>
        {t('intake.effectiveOn')}
        <DatePicker
          value={options.effective_on ? dayjs(options.effective_on) : null}
          onChange={(date) => change(withOptions(mapping, { effective_on: date ? date.format('YYYY-MM-DD') : null }))}
        />
      </label>
      <label>
        {t('intake.markAfter')}
        <Input
          className="mark-name"
          placeholder="report-{date}"
          value={options.mark ?? ''}
          onChange={(event) => change(withOptions(mapping, { mark: event.target.value || null }))}
        />
      </label>
      <SourceChoice value={options.source ?? ''} change={(source) => change(withOptions(mapping, { source: source || null }))} />
      {left.length > 0 && (
        <span className="left-out">
          {t('intake.leftOut')}
          {left.map((place) => (
            <Tag
              key={place}
              closable
              onClose={() => change(withOptions(mapping, { leave_out: left.filter((one) => one !== place) }))}
            >
              {place}
            </Tag>
          ))}
        </span>
      )}
    </div>
  );
}
