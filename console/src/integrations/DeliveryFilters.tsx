import { Select } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { FilterFields } from '../shared/FilterFields';
import { PeriodFields } from '../shared/PeriodFields';
import { Typed } from '../shared/Typed';
import { deliveryFilterOf } from './delivery-filter';
import { OUTCOMES } from './DeliveryList';
import { REASONS } from './explained';

interface Props {
  search: URLSearchParams;
  /** Null or nothing takes it out. */
  onChange: (name: string, value: string | null) => void;
}

/** Narrows the deliveries down; what it says stands in the address. */
export function DeliveryFilters({ search, onChange }: Props) {
  const filter = deliveryFilterOf(search);
  const { outcome = null, code = null } = filter;
  return (
    <FilterFields used={Object.keys(filter).length}>
      <Typed
        label="Text"
        placeholder="In reasons, attributes, paths"
        leftSection={<IconSearch size={15} />}
        value={search.get('text')}
        onChange={(typed) => onChange('text', typed)}
      />
      <Select
        label="Outcome"
        placeholder="Any"
        clearable
        data={OUTCOMES.map(({ value, label }) => ({ value, label }))}
        value={outcome}
        onChange={(value) => onChange('outcome', value)}
      />
      {(outcome ?? 'rejected') === 'rejected' && (
        <Select
          label="Why it was refused"
          placeholder="Any reason"
          clearable
          style={{ flexBasis: '13rem' }}
          maxDropdownHeight={320}
          comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
          data={Object.entries(REASONS).map(([value, { what }]) => ({ value, label: what }))}
          value={code}
          onChange={(value) => onChange('code', value)}
        />
      )}
      <PeriodFields search={search} onChange={onChange} />
      <Typed
        label="User"
        placeholder="Exact identifier"
        value={search.get('user')}
        onChange={(typed) => onChange('user', typed)}
      />
    </FilterFields>
  );
}
