import {
  Group,
  Select,
  Text,
  type ComboboxItem,
  type OptionsFilter,
  type SelectProps,
} from '@mantine/core';
import {
  IconAbc,
  IconCalendar,
  IconHash,
  IconList,
  IconToggleLeft,
  IconUsersGroup,
  type Icon,
} from '@tabler/icons-react';
import { useMemo } from 'react';
import { headed, type FieldType, type RuleField } from './fields';
import { LIST } from './lists';

const ICONS: Record<FieldType, [Icon, string]> = {
  string: [IconAbc, 'text'],
  number: [IconHash, 'number'],
  boolean: [IconToggleLeft, 'yes or no'],
  date: [IconCalendar, 'date'],
  strings: [IconList, 'list'],
  segment: [IconUsersGroup, 'segment'],
};

const LIST_HEIGHT = 340;

interface Props extends Omit<SelectProps, 'data' | 'filter' | 'renderOption' | 'onChange'> {
  fields: RuleField[];
  /** As conditions name it; empty where none is chosen. */
  value: string;
  onChange: (field: RuleField) => void;
}

/** Chooses a field from what there is, by its group or by searching. */
export function FieldSelect({ fields, value, onChange, ...props }: Props) {
  const known = fields.some(({ name }) => name === value);
  const data = useMemo(() => {
    const groups = new Map<string, ComboboxItem[]>();
    const put = (group: string, item: ComboboxItem) =>
      groups.set(group, [...(groups.get(group) ?? []), item]);
    if (value && !known) put('No longer there', { value, label: value });
    fields.forEach((field) => put(field.group, { value: field.name, label: headed(field) }));
    return [...groups].map(([group, items]) => ({ group, items }));
  }, [fields, value, known]);
  return (
    <Select
      placeholder="Choose a field"
      data={data}
      value={value || null}
      searchable
      selectFirstOptionOnChange
      allowDeselect={false}
      nothingFoundMessage="No field is called that."
      maxDropdownHeight={LIST_HEIGHT}
      comboboxProps={{
        width: 'target',
        position: 'bottom-start',
        // Upwards it would lie over the rules before it.
        middlewares: { flip: false },
        ...LIST,
      }}
      title={fields.find(({ name }) => name === value)?.title}
      styles={{
        input: { scrollMarginBottom: LIST_HEIGHT + 20, textOverflow: 'ellipsis' },
        // Beside a value the field may be narrower than what is in the list.
        dropdown: { minWidth: 'min(20rem, calc(100vw - 2rem))' },
      }}
      // Makes room for the list, which opens then.
      onFocus={({ currentTarget }) => currentTarget.scrollIntoView({ block: 'nearest' })}
      filter={matching(fields)}
      renderOption={({ option }) => (
        <FieldOption field={fields.find(({ name }) => name === option.value)} name={option.value} />
      )}
      onChange={(name) => {
        const field = fields.find((one) => one.name === name);
        if (field) onChange(field);
      }}
      // What was found by typing is not lost by going on with Tab.
      onKeyDown={({ key, shiftKey, currentTarget }) => {
        if (key !== 'Tab' || shiftKey) return;
        document
          .getElementById(currentTarget.getAttribute('aria-controls') ?? '')
          ?.querySelector<HTMLElement>('[data-combobox-selected]')
          ?.click();
      }}
      {...props}
    />
  );
}

function FieldOption({ field, name }: { field: RuleField | undefined; name: string }) {
  if (!field) return <Text size="sm">{name}</Text>;
  const [TypeIcon, words] = ICONS[field.type];
  return (
    <Group gap="xs" wrap="nowrap" flex={1} miw={0}>
      <TypeIcon size={15} stroke={1.7} color="var(--mantine-color-dimmed)" aria-hidden />
      <Text size="sm" flex={1} style={{ overflowWrap: 'anywhere' }}>
        {field.label}
      </Text>
      <Text size="xs" c="dimmed">
        {words}
      </Text>
    </Group>
  );
}

/** Every word that was typed is in the group's name, the field's, or what the API calls it. */
const matching =
  (fields: RuleField[]): OptionsFilter =>
  ({ options, search }) => {
    const words = search
      .toLowerCase()
      .split(/[\s:,]+/)
      .filter(Boolean);
    const fits = (name: string) => {
      const field = fields.find((one) => one.name === name);
      const text = `${field?.group ?? ''} ${field?.label ?? ''} ${name}`.toLowerCase();
      return words.every((word) => text.includes(word));
    };
    return options.flatMap((option): typeof options => {
      if (!('group' in option)) return fits(String(option.value)) ? [option] : [];
      const items = option.items.filter((item) => fits(String(item.value)));
      return items.length > 0 ? [{ ...option, items }] : [];
    });
  };
