import { Alert, Checkbox, Code, Radio, Stack, Text } from '@mantine/core';
import type { Preset } from '../../shared/contract';
import { LoadingRows, ProblemView } from '../../shared/states';
import { kindsTaken } from './presets';

interface Props {
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
export function ChosenPreset(props: Props) {
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
