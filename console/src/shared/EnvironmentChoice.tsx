import { SegmentedControl, Select } from '@mantine/core';
import type { Environment } from './contract';

interface Props {
  environments: Environment[];
  /** The key of the one that is chosen. */
  value: string;
  onChange: (key: string) => void;
}

/** Chooses an environment for a part of a page; what the whole page is about is chosen in its head. */
export function EnvironmentChoice({ environments, value, onChange }: Props) {
  const data = environments.map(({ key, name }) => ({ value: key, label: name }));
  return data.length <= 3 ? (
    <SegmentedControl
      size="xs"
      aria-label="Environment"
      data={data}
      value={value}
      onChange={onChange}
    />
  ) : (
    <Select
      aria-label="Environment"
      data={data}
      value={value}
      allowDeselect={false}
      onChange={(key) => key && onChange(key)}
    />
  );
}
