import { Group, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
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
  const { outcome = null, code = null } = deliveryFilterOf(search);
  return (
    <Group gap="sm" align="flex-end">
      <Select
        label="Outcome"
        placeholder="Any"
        clearable
        w={140}
        data={OUTCOMES.map(({ value, label }) => ({ value, label }))}
        value={outcome}
        onChange={(value) => onChange('outcome', value)}
      />
      {(outcome ?? 'rejected') === 'rejected' && (
        <Select
          label="Why it was refused"
          placeholder="Any reason"
          clearable
          w={260}
          maxDropdownHeight={320}
          data={Object.entries(REASONS).map(([value, { what }]) => ({ value, label: what }))}
          value={code}
          onChange={(value) => onChange('code', value)}
        />
      )}
      <Day label="From" name="from" search={search} onChange={onChange} />
      <Day label="To" name="to" search={search} onChange={onChange} />
      <Typed
        label="User"
        placeholder="Exact identifier"
        w={220}
        value={search.get('user')}
        onChange={(typed) => onChange('user', typed)}
      />
      <Typed
        label="Text"
        placeholder="In reasons, attributes, paths"
        leftSection={<IconSearch size={15} />}
        style={{ flex: '1 1 12rem' }}
        maw={360}
        value={search.get('text')}
        onChange={(typed) => onChange('text', typed)}
      />
    </Group>
  );
}

function Day({ label, name, search, onChange }: Props & { label: string; name: 'from' | 'to' }) {
  return (
    <TextInput
      label={label}
      type="date"
      max="9999-12-31"
      w={150}
      value={search.get(name) ?? ''}
      onChange={(event) => onChange(name, event.currentTarget.value)}
    />
  );
}
