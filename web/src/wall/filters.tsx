import { EllipsisOutlined, FullscreenOutlined } from '@ant-design/icons';
import { Button, Dropdown, Tooltip } from 'antd';

import { say } from '../format/lang';
import { useWords } from '../words';
import { CompareWith } from './compareBar';
import { Choice, CHOICES, DENSITIES, Group, TextFilter, ZoomControl, type FilterProps } from './filterParts';

/** The filters in one line above the board. */
export function Filters({ zone, search, scale, density, count, answers }: FilterProps) {
  const { t, lang } = useWords();
  const { change } = answers;
  return (
    <div className="filters">
      <TextFilter value={search.text ?? ''} change={(text) => change({ text: text || undefined })} />
      {CHOICES.map((of) => (
        <Choice key={of} of={of} zone={zone} search={search} change={change} />
      ))}
      <Group search={search} change={change} />
      <CompareWith zone={zone} search={search} change={change} />
      <span className="filter-count" role="status">
        {count}
      </span>
      <span className="nav-room" />
      <ZoomControl scale={scale} change={answers.scale} toToday={answers.toToday} />
      <Tooltip title={t('meeting.help')}>
        <Button icon={<FullscreenOutlined />} onClick={answers.meet}>
          {t('meeting.enter')}
        </Button>
      </Tooltip>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            ...DENSITIES.map((key) => ({
              key,
              label: `${t('wall.density')} · ${t(`wall.densities.${key}`)}`,
              disabled: key === density,
              onClick: () => change({ density: key }),
            })),
            { type: 'divider' as const },
            ...(zone?.rules ?? []).map((rule) => ({
              key: `rule-${rule.key}`,
              label: `${t('wall.rule')} · ${say(rule.name, lang)}`,
              disabled: search.rule ? search.rule === rule.key : rule.active,
              onClick: () => change({ rule: rule.active ? undefined : rule.key }),
            })),
            { type: 'divider' as const },
            { key: 'print', label: t('wall.print'), onClick: answers.print },
            { key: 'save', label: t('wall.svg'), onClick: answers.save },
          ],
        }}
      >
        <Button icon={<EllipsisOutlined />} aria-label={t('wall.more')} />
      </Dropdown>
    </div>
  );
}
