import { MultiSelect, SegmentedControl, Select } from '@mantine/core';
import { useSurroundings } from '../context';
import type { ValueProps } from './props';
import { LIST } from '../lists';

/** Yes or no. */
export function BooleanValue({ value, label, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  return (
    <SegmentedControl
      aria-label={label}
      data-part="value"
      data={[
        { value: 'true', label: 'yes' },
        { value: 'false', label: 'no' },
      ]}
      value={String(value)}
      disabled={disabled}
      onChange={(chosen) => onChange(chosen === 'true')}
    />
  );
}

const useSegments = (chosen: string[]) => {
  const { segments } = useSurroundings();
  const gone = chosen.filter((key) => !segments.some((segment) => segment.key === key));
  return [
    ...segments.map(({ key, name }) => ({ value: key, label: name })),
    ...gone.map((key) => ({ value: key, label: `${key} (no longer there)` })),
  ];
};

/** One segment. */
export function SegmentValue({ value, label, invalid, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  const chosen = typeof value === 'string' ? value : null;
  return (
    <Select
      comboboxProps={LIST}
      aria-label={label}
      data-part="value"
      placeholder="Choose a segment"
      data={useSegments(chosen === null ? [] : [chosen])}
      value={chosen}
      searchable
      allowDeselect={false}
      nothingFoundMessage="There is no other segment of that name."
      disabled={disabled}
      error={invalid}
      onChange={onChange}
    />
  );
}

/** Several segments. */
export function SegmentsValue({ value, label, invalid, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  const chosen = Array.isArray(value) ? value.map(String) : [];
  return (
    <MultiSelect
      comboboxProps={LIST}
      aria-label={label}
      data-part="value"
      placeholder={chosen.length === 0 ? 'Choose segments' : ''}
      data={useSegments(chosen)}
      value={chosen}
      searchable
      nothingFoundMessage="There is no other segment of that name."
      disabled={disabled}
      error={invalid}
      onChange={(keys) => onChange(keys.length === 0 ? null : keys)}
    />
  );
}
