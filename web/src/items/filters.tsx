import { Checkbox, Input, Segmented, Select } from 'antd';

import { ITEM_STATES, SIDES, type ItemSide, type ItemsSearch } from '../app/search';
import { useWords } from '../words';
import { STATE_WORDS } from './stateWords';

interface Props {
  search: ItemsSearch;
  side: ItemSide;
  units: readonly { id: string; name: string }[];
  change: (change: Partial<ItemsSearch>) => void;
}

/** Whose items, of which unit, in which state. */
export function ItemFilters({ search, side, units, change }: Props) {
  const { t, lang } = useWords();
  return (
    <div className="items-filters" role="search">
      <Segmented<ItemSide> aria-label={t('items.title')} value={side} options={SIDES.map((one) => ({ value: one, label: t(`items.sides.${one}`) }))} onChange={(one) => change({ side: one })} />
      <Input.Search className="items-search" allowClear aria-label={t('items.search')} placeholder={t('items.search')} defaultValue={search.text} onSearch={(text) => change({ text: text || undefined })} />
      <Select className="items-unit" allowClear showSearch={{ optionFilterProp: 'label' }} aria-label={t('items.unit')} placeholder={t('items.unit')} value={search.unit} options={units.map((unit) => ({ value: unit.id, label: unit.name }))} onChange={(unit?: string) => change({ unit })} />
      <Select className="items-state" allowClear aria-label={t('items.anyState')} placeholder={t('items.anyState')} value={search.state} options={ITEM_STATES.map((state) => ({ value: state, label: STATE_WORDS[state][lang] }))} onChange={(state?: ItemsSearch['state']) => change({ state })} />
      <Checkbox checked={search.overdue ?? false} onChange={(event) => change({ overdue: event.target.checked || undefined })}>
        {t('items.overdue')}
      </Checkbox>
      <Checkbox checked={search.closed ?? false} onChange={(event) => change({ closed: event.target.checked || undefined })}>
        {t('items.closed')}
      </Checkbox>
    </div>
  );
}
