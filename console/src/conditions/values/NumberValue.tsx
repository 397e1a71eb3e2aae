import { Box, MultiSelect, NumberInput, Select, TagsInput, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useSurroundings } from '../context';
import type { RuleField } from '../fields';
import classes from './values.module.css';
import type { ValueProps } from './props';
import { SuggestedValue, useSuggestions } from './suggestions';
import { LIST } from '../lists';

const asNumber = (typed: string | number): number | null => {
  const number = typeof typed === 'number' ? typed : Number(typed.trim() === '' ? NaN : typed);
  return Number.isFinite(number) ? number : null;
};

const options = (field: RuleField) =>
  (field.choices ?? []).map(({ value, label }) => ({ value: String(value), label }));

/** One number, with the range that exists; or one of few choices. */
export function NumberValue({ field, value, label, invalid, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  if (field.choices) {
    return (
      <Select
        comboboxProps={LIST}
        aria-label={label}
        data-part="value"
        placeholder="Choose"
        data={options(field)}
        value={typeof value === 'number' ? String(value) : null}
        allowDeselect={false}
        disabled={disabled}
        error={invalid}
        onChange={(chosen) => onChange(chosen === null ? null : Number(chosen))}
      />
    );
  }
  return (
    <OneNumber
      label={label}
      value={value}
      invalid={invalid}
      onChange={onChange}
      about={<Range field={field} />}
    />
  );
}

/** The least and the greatest of a range, both in it. */
export function NumberRangeValue({ field, value, label, invalid, onChange }: ValueProps) {
  const [least, greatest] = Array.isArray(value) ? (value as unknown[]) : [null, null];
  return (
    <Box>
      <Box className={classes.pair}>
        <OneNumber
          label={`${label}, from`}
          value={least}
          invalid={invalid}
          onChange={(number) => onChange([number, greatest ?? null])}
        />
        <Text size="sm" c="dimmed">
          and
        </Text>
        <OneNumber
          label={`${label}, to`}
          value={greatest}
          invalid={invalid}
          onChange={(number) => onChange([least ?? null, number])}
        />
      </Box>
      <Text size="xs" c="dimmed" mt={4}>
        <Range field={field} />
      </Text>
    </Box>
  );
}

/** Several numbers, as tags. */
export function NumbersValue({ field, value, label, invalid, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  const [search, setSearch] = useState('');
  const { items, usersOf } = useSuggestions(field, search);
  const numbers = Array.isArray(value) ? value.map(String) : [];
  const change = (tags: string[]) => {
    const taken = tags.map(asNumber).filter((number) => number !== null);
    onChange(taken.length === 0 ? null : [...new Set(taken)]);
  };
  const shared = {
    'aria-label': label,
    'data-part': 'value',
    value: numbers,
    disabled,
    error: invalid,
    onChange: change,
  };
  if (field.choices) {
    return (
      <MultiSelect
        {...shared}
        comboboxProps={LIST}
        data={options(field)}
        placeholder={numbers.length ? '' : 'Choose'}
      />
    );
  }
  return (
    <TagsInput
      {...shared}
      placeholder={numbers.length === 0 ? 'Numbers' : ''}
      data={items}
      searchValue={search}
      onSearchChange={setSearch}
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <SuggestedValue value={option.value} users={usersOf(option.value)} />
      )}
      splitChars={[',', ';', ' ']}
      inputMode="decimal"
      comboboxProps={LIST}
      maxDropdownHeight={280}
      description={<Range field={field} />}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
    />
  );
}

interface OneProps {
  label: string;
  value: unknown;
  invalid: boolean;
  about?: ReactNode;
  onChange: (value: number | null) => void;
}

function OneNumber({ label, value, invalid, about, onChange }: OneProps) {
  const { disabled } = useSurroundings();
  return (
    <NumberInput
      aria-label={label}
      data-part="value"
      placeholder="Number"
      value={typeof value === 'number' ? value : ''}
      thousandSeparator=","
      hideControls
      description={about}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      disabled={disabled}
      error={invalid}
      onChange={(typed) => onChange(asNumber(typed))}
    />
  );
}

/** Which numbers there are. */
function Range({ field }: { field: RuleField }) {
  const { known } = useSuggestions(field, '');
  const [least, greatest] = known ? [known.least, known.greatest] : (field.range ?? [null, null]);
  if (typeof least !== 'number' || typeof greatest !== 'number') {
    return known ? 'No user has a value yet.' : null;
  }
  const words = (number: number) => number.toLocaleString('en', { maximumFractionDigits: 10 });
  return least === greatest
    ? `All that have it have ${words(least)}.`
    : `Values go from ${words(least)} to ${words(greatest)}.`;
}
