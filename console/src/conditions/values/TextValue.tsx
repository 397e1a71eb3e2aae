import { Autocomplete, TagsInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSurroundings } from '../context';
import type { ValueProps } from './props';
import { SuggestedValue, useSuggestions } from './suggestions';
import { LIST } from '../lists';
import classes from './values.module.css';

/** One text, with the values that exist to choose from. */
export function TextValue({ field, value, label, invalid, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  const text = typeof value === 'string' ? value : '';
  const [active, setActive] = useState(false);
  const { items, usersOf } = useSuggestions(field, text, active);
  return (
    <Autocomplete
      aria-label={label}
      data-part="value"
      placeholder={value === '' ? '(empty text)' : 'Text'}
      value={text}
      data={items}
      onFocus={() => setActive(true)}
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <SuggestedValue value={option.value} users={usersOf(option.value)} />
      )}
      comboboxProps={LIST}
      maxDropdownHeight={280}
      disabled={disabled}
      error={invalid}
      onChange={(typed) => onChange(typed === '' ? null : typed)}
    />
  );
}

/** Several texts, as tags. */
export function TextsValue({ field, value, label, invalid, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(false);
  const { items, usersOf } = useSuggestions(field, search, active);
  const texts = Array.isArray(value) ? value.map(String) : [];
  return (
    <TagsInput
      aria-label={label}
      data-part="value"
      placeholder={texts.length === 0 ? 'Values' : ''}
      classNames={{ inputField: texts.length > 0 ? classes.further : '' }}
      value={texts}
      data={items}
      searchValue={search}
      onSearchChange={setSearch}
      onFocus={() => setActive(true)}
      filter={({ options }) => options}
      renderOption={({ option }) => (
        <SuggestedValue value={option.value} users={usersOf(option.value)} />
      )}
      // A value may hold a comma; Enter ends one.
      splitChars={[]}
      isDuplicate={(typed, tags) => tags.includes(typed)}
      comboboxProps={LIST}
      maxDropdownHeight={280}
      disabled={disabled}
      error={invalid}
      onChange={(tags) => onChange(tags.length === 0 ? null : tags)}
    />
  );
}

/** An RE2 expression. */
export function PatternValue({ value, label, invalid, onChange }: ValueProps) {
  const { disabled } = useSurroundings();
  return (
    <TextInput
      aria-label={label}
      data-part="value"
      placeholder="^pro"
      description="RE2; matches anywhere in the value unless ^ and $ hold it."
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      spellCheck={false}
      value={typeof value === 'string' ? value : ''}
      disabled={disabled}
      error={invalid}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === '' ? null : currentTarget.value)
      }
    />
  );
}
