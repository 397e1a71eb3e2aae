import { MultiSelect } from '@mantine/core';
import classes from './Segments.module.css';

interface Props {
  label: string;
  options: { key: string; name: string; disabled?: boolean }[];
  chosen: string[];
  most: number;
  error?: string | null;
  onChange: (keys: string[]) => void;
}

/** Some segments, by their names. */
export function SegmentChoice({ label, options, chosen, most, error, onChange }: Props) {
  const known = new Set(options.map(({ key }) => key));
  return (
    <MultiSelect
      label={label}
      description={`At most ${most}.`}
      classNames={{ inputField: classes.typed ?? '' }}
      data={[
        ...options.map(({ key, name, disabled }) => ({
          value: key,
          label: name,
          disabled: disabled ?? false,
        })),
        ...chosen.filter((key) => !known.has(key)).map((key) => ({ value: key, label: key })),
      ]}
      value={chosen}
      searchable
      hidePickedOptions
      maxValues={most}
      nothingFoundMessage="There is no other segment that can be counted."
      comboboxProps={{ shadow: 'md' }}
      error={error}
      onChange={onChange}
    />
  );
}
