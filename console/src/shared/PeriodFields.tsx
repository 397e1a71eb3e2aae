import { TextInput } from '@mantine/core';

interface Props {
  /** Has the days that `periodOf` reads. */
  search: URLSearchParams;
  /** Nothing takes it out. */
  onChange: (name: 'from' | 'to', day: string) => void;
}

/** The days that a list is narrowed down to, both whole. */
export function PeriodFields({ search, onChange }: Props) {
  const field = (label: string, name: 'from' | 'to') => (
    <TextInput
      label={label}
      type="date"
      max="9999-12-31"
      value={search.get(name) ?? ''}
      onChange={(event) => onChange(name, event.currentTarget.value)}
    />
  );
  return (
    <>
      {field('From', 'from')}
      {field('To', 'to')}
    </>
  );
}
