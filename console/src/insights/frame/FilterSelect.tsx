import { Badge, Group, Select, Text, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { LIST } from '../../conditions/lists';
import type { Filter } from '../../shared/contract';
import { When } from '../../shared/When';
import type { Asked } from './asked';
import classes from './FilterBar.module.css';

const ALL = '';

/** Chooses a saved filter, the one that was used last first, or all users. */
export function FilterSelect({ asked }: { asked: Asked }) {
  const { filters, filter, changed } = asked;
  return (
    <Select
      className={classes.filter ?? ''}
      aria-label="Saved filter"
      leftSection={<IconFilter size={16} stroke={1.6} />}
      placeholder={changed ? 'A condition of your own' : 'Choose a filter'}
      data={optionsOf(filters)}
      value={filter?.key ?? (changed || asked.goneFilter !== null ? null : ALL)}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      maxDropdownHeight={380}
      nothingFoundMessage="No filter has this in its name or condition."
      filter={matching(filters)}
      renderOption={({ option }) => (
        <FilterOption filter={filters.find(({ key }) => key === option.value)} />
      )}
      comboboxProps={LIST}
      styles={{
        input: { textOverflow: 'ellipsis' },
        dropdown: { minWidth: 'min(22rem, calc(100vw - 2rem))' },
      }}
      onChange={(key) => asked.choose(key === null || key === ALL ? null : key)}
    />
  );
}

function optionsOf(filters: Filter[]) {
  const item = ({ key, name }: Filter): ComboboxItem => ({ value: key, label: name });
  const all: ComboboxItem = { value: ALL, label: 'All users' };
  const group = (name: string, visibility: Filter['visibility']) => {
    const items = filters.filter((one) => one.visibility === visibility).map(item);
    return items.length > 0 ? [{ group: name, items }] : [];
  };
  return [all, ...group('Private, only you see them', 'private'), ...group('Shared', 'shared')];
}

function FilterOption({ filter }: { filter: Filter | undefined }) {
  if (!filter) {
    return (
      <span className={classes.option}>
        <Text span fw={600} size="sm">
          All users
        </Text>
        <Text span size="xs" c="dimmed">
          Everybody who is known here
        </Text>
      </span>
    );
  }
  return (
    <span className={classes.option}>
      <Group component="span" gap="xs">
        <Text span fw={600} size="sm">
          {filter.name}
        </Text>
        {filter.problem && (
          <Badge component="span" size="sm" color="red" variant="light">
            to be mended
          </Badge>
        )}
      </Group>
      <Text span size="xs" lineClamp={2}>
        {filter.words}
      </Text>
      <Text span size="xs" c="dimmed">
        {filter.lastUsedAt ? (
          <>
            used <When at={filter.lastUsedAt} />
          </>
        ) : (
          'never used'
        )}
      </Text>
    </span>
  );
}

/** Every word that was typed is in the filter's name, its key, or its condition in words. */
const matching =
  (filters: Filter[]): OptionsFilter =>
  ({ options, search }) => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ value, label }: ComboboxItem) => {
      const filter = filters.find(({ key }) => key === value);
      const text = `${label} ${value} ${filter?.words ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    return options.flatMap((option): typeof options => {
      if (!('group' in option)) return fits(option) ? [option] : [];
      const items = option.items.filter((one) => fits(one));
      return items.length > 0 ? [{ ...option, items }] : [];
    });
  };
