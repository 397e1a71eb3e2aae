import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import type { Integration, Preset } from '../../shared/contract';
import { InlineLink } from '../../shared/InlineLink';
import { Panel } from '../../shared/Panel';
import { ProblemView } from '../../shared/states';
import { usePath } from '../../shared/where';
import { PresetChoice } from '../preset/PresetChoice';
import { presetOf, presetQuery } from '../preset/presets';

interface Props {
  integration: Integration;
  /** Null: it is none of those that are known. */
  onFill: (preset: Preset | null) => void;
}

/** Fills in what is known of a sender, for an integration that is there already. */
export function FillIn({ integration, onFill }: Props) {
  const [chosen, setChosen] = useState(presetOf(integration));
  const [filled, setFilled] = useState<string | null>(null);
  const preset = useQuery(presetQuery(chosen));
  const saved = useQuery(presetQuery(presetOf(integration)));
  const path = usePath();
  return (
    <Panel title="A sender that is known">
      <Stack maw="40rem" gap="sm">
        <Group align="flex-end" gap="sm">
          <div style={{ flex: '1 1 15rem' }}>
            <PresetChoice
              description="Below is filled in how it signs, where its objects, names and times are, and which events are worth taking. You look at it, and save."
              value={chosen}
              onChange={setChosen}
            />
          </div>
          <Button
            variant="light"
            disabled={chosen !== '' && !preset.data}
            loading={chosen !== '' && preset.isLoading}
            onClick={() => {
              onFill(preset.data ?? null);
              setFilled(chosen);
            }}
          >
            Fill in
          </Button>
        </Group>
        {chosen !== '' && preset.error && (
          <ProblemView error={preset.error} onRetry={() => void preset.refetch()} />
        )}
        <div role="status">
          {filled === chosen && (chosen === '' || preset.data) && (
            <Filled preset={preset.data} before={integration.receiving} />
          )}
          {filled === null && saved.data && (
            <Text size="sm">
              It is set up as {saved.data.name} sends.{' '}
              <InlineLink to={path(`integrations/${integration.key}/mapping`)}>
                Its mapping
              </InlineLink>{' '}
              offers a typical payload, and what most people keep.
            </Text>
          )}
        </div>
      </Stack>
    </Panel>
  );
}

/** What to know before it is saved. */
function Filled({
  preset,
  before,
}: {
  /** Not there where the sender is none that is known. */
  preset: Preset | undefined;
  before: Integration['receiving'];
}) {
  const { signature, itemsPath } = preset?.receiving ?? {};
  const scheme = before?.signature?.scheme;
  const moved = (itemsPath ?? '') !== (before?.itemsPath ?? '');
  return (
    <Stack gap="xs">
      {preset ? (
        <Text size="sm">
          Filled in as {preset.name} sends, and not saved yet. The mapping is as it was: once this
          is saved it offers what most people keep of {preset.name}, whose users are mostly named at{' '}
          <Code>{preset.identifiers[0]?.path}</Code>.
        </Text>
      ) : (
        <Text size="sm">Emptied, and not saved yet. The mapping is as it was.</Text>
      )}
      {moved && (
        <Warning>
          Its objects are {itemsPath ? <Code>{itemsPath}</Code> : 'the body itself'}, where they
          were {before?.itemsPath ? <Code>{before.itemsPath}</Code> : 'the body itself'}: paths of
          the mapping begin there, so look through the mapping once this is saved.
        </Warning>
      )}
      {!signature && (scheme || preset) && (
        <Warning>
          {scheme && 'From when this is saved, calls have to prove nothing any more. '}
          {preset?.secret.where}
        </Warning>
      )}
      {preset && signature && signature.scheme !== scheme && (
        <Warning>
          From when this is saved, calls are refused that are not signed as {preset.name} signs.{' '}
          {preset.secret.where} Each environment needs it, under <b>Secrets</b>.
        </Warning>
      )}
    </Stack>
  );
}

const Warning = ({ children }: { children: ReactNode }) => (
  <Alert color="yellow" variant="light" p="sm">
    {children}
  </Alert>
);
