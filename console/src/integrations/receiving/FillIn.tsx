import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Integration, Preset } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { ProblemView } from '../../shared/states';
import { PresetChoice } from '../preset/PresetChoice';
import { presetOf, presetQuery } from '../preset/presets';

interface Props {
  integration: Integration;
  onFill: (preset: Preset) => void;
}

/** Fills in what is known of a sender, for an integration that is there already. */
export function FillIn({ integration, onFill }: Props) {
  const [chosen, setChosen] = useState(presetOf(integration));
  const [filled, setFilled] = useState('');
  const preset = useQuery(presetQuery(chosen));
  const isDone = filled !== '' && filled === chosen;
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
            disabled={!preset.data}
            loading={chosen !== '' && preset.isLoading}
            onClick={() => {
              if (!preset.data) return;
              onFill(preset.data);
              setFilled(chosen);
            }}
          >
            Fill in
          </Button>
        </Group>
        {chosen !== '' && preset.error && (
          <ProblemView error={preset.error} onRetry={() => void preset.refetch()} />
        )}
        <Text size="sm" role="status">
          {isDone && preset.data && (
            <>
              Filled in as {preset.data.name} sends, and not saved yet. The mapping is as it was:
              once this is saved it offers what most people keep of {preset.data.name}, whose users
              are mostly named at <Code>{preset.data.identifiers[0]?.path}</Code>.
            </>
          )}
        </Text>
      </Stack>
    </Panel>
  );
}
