import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ProblemView } from '../../shared/states';
import { isFound, presetsQuery } from './presets';

/** What is told of a sender that is not known beforehand. */
const ELSE = {
  key: '',
  name: 'Something else',
  sends: 'Any tool that can call a URL with JSON, a form or SOAP.',
};

interface Props {
  description: string;
  /** The preset's key; empty for something else. */
  value: string;
  onChange: (key: string, name: string) => void;
}

/** Which tool sends: one that is known beforehand, or something else. */
export function PresetChoice({ description, value, onChange }: Props) {
  const presets = useQuery(presetsQuery);
  const all = [ELSE, ...(presets.data ?? [])];
  const of = (key: string) => all.find((one) => one.key === key) ?? ELSE;
  return (
    <>
      <Select
        label="Sender"
        description={description}
        searchable
        allowDeselect={false}
        selectFirstOptionOnChange
        maxDropdownHeight={360}
        data={all.map(({ key, name }) => ({ value: key, label: name }))}
        filter={({ options, search }) => {
          // What is chosen stands in the field too: then all are offered.
          if (search === of(value).name) return options;
          const found = options.filter(
            (option) => 'value' in option && isFound(search, of(option.value)),
          );
          return found.length > 0
            ? found
            : options.filter((option) => 'value' in option && option.value === ELSE.key);
        }}
        renderOption={({ option }) => (
          <div>
            <Text size="sm" fw={550}>
              {option.label}
            </Text>
            <Text size="xs" c="dimmed">
              {of(option.value).sends}
            </Text>
          </div>
        )}
        value={value}
        onChange={(key) => onChange(key ?? '', key ? of(key).name : '')}
        onFocus={(event) => event.currentTarget.select()}
      />
      {presets.error && (
        <ProblemView error={presets.error} onRetry={() => void presets.refetch()} />
      )}
    </>
  );
}
