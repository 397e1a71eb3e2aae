import { Alert, Checkbox, Code, Radio, Select, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Preset } from '../shared/contract';
import { LoadingRows, ProblemView } from '../shared/states';
import { isFound, kindsTaken, presetsQuery } from './presets';

/** What is told of a sender that is not known beforehand. */
const ELSE = {
  key: '',
  name: 'Something else',
  sends: 'Any tool that can call a URL with JSON, a form or SOAP.',
};

interface Props {
  /** The preset's key; empty for something else. */
  value: string;
  onChange: (key: string, name: string) => void;
}

/** Which tool sends: one that is known beforehand, or something else. */
export function PresetChoice({ value, onChange }: Props) {
  const presets = useQuery(presetsQuery);
  const all = [ELSE, ...(presets.data ?? [])];
  const of = (key: string) => all.find((one) => one.key === key) ?? ELSE;
  return (
    <>
      <Select
        label="Sender"
        description="For the tools in this list the identifier, the properties, the events and the signature are filled in. All of it can be changed."
        searchable
        allowDeselect={false}
        maxDropdownHeight={360}
        data={all.map(({ key, name }) => ({ value: key, label: name }))}
        filter={({ options, search }) =>
          // What is chosen stands in the field too: then all are offered.
          search === of(value).name
            ? options
            : options.filter(
                (option) =>
                  'value' in option && (option.value === '' || isFound(search, of(option.value))),
              )
        }
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

interface ChosenProps {
  preset: Preset | undefined;
  error: unknown;
  /** The path that identifies a user; empty: the first. */
  identifier: string;
  onIdentifier: (path: string) => void;
  /** The kinds of event that are ticked; null: those of the preset. */
  kinds: string[] | null;
  onKinds: (kinds: string[]) => void;
}

/** What has to be decided of a sender that is known. */
export function ChosenPreset(props: ChosenProps) {
  const { preset, error, identifier, onIdentifier, kinds, onKinds } = props;
  if (error) return <ProblemView error={error} />;
  if (!preset) return <LoadingRows rows={2} />;
  const ticked = kinds ?? kindsTaken(preset);
  return (
    <Stack>
      <Text size="sm">{preset.sends}</Text>
      <Radio.Group
        label="What names the user"
        description="It has to be what the pages of your application name the user by."
        value={identifier || preset.identifiers[0]?.path}
        onChange={onIdentifier}
      >
        <Stack gap={6} mt={6}>
          {preset.identifiers.map(({ path, about }) => (
            <Radio
              key={path}
              value={path}
              label={about.charAt(0).toUpperCase() + about.slice(1)}
              description={<Code>{path}</Code>}
            />
          ))}
        </Stack>
      </Radio.Group>
      {preset.kinds.length > 0 && (
        <Checkbox.Group
          label="Events that are taken"
          description="All others are counted as ignored, and change nothing."
          value={ticked}
          onChange={onKinds}
        >
          <Stack gap={6} mt={6}>
            {preset.kinds.map(({ kind, about }) => (
              <Checkbox key={kind} value={kind} label={<Code>{kind}</Code>} description={about} />
            ))}
          </Stack>
        </Checkbox.Group>
      )}
      {preset.kinds.length > 0 && ticked.length === 0 && (
        <Text size="sm" c="dimmed" role="status">
          None is ticked, so all events are taken.
        </Text>
      )}
      {preset.receiving.signature ? (
        <Text size="sm" c="dimmed">
          Calls have to be signed; the last step asks for the secret.
        </Text>
      ) : (
        <Alert color="yellow" variant="light" p="sm">
          {preset.secret.where}
        </Alert>
      )}
    </Stack>
  );
}
