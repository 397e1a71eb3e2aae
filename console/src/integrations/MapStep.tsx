import { Button, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Integration } from '../shared/contract';
import { Panel } from '../shared/Panel';
import { useStored } from '../shared/useStored';
import { usePath, useWhere } from '../shared/where';
import { sampleKey } from './kept';
import { MappingEditor } from './MappingEditor';
import { MappingMeanwhile } from './MappingMeanwhile';
import { presetOf, presetQuery, typicalOf } from './preset/presets';
import { SaveMapping } from './SaveMapping';
import { useMappingDraft } from './useMappingDraft';

/** The wizard's second step: what is taken of a sample. */
export function MapStep({ integration, onDone }: { integration: Integration; onDone: () => void }) {
  const { system } = useWhere();
  const path = usePath();
  const [text, setText] = useStored(sampleKey(system.key, integration.key), () => '');
  const { data: preset } = useQuery(presetQuery(presetOf(integration)));
  const state = useMappingDraft(integration);
  const { draft, base } = state;
  return (
    <>
      <MappingMeanwhile integration={integration} state={state} />
      <Panel>
        {preset && text === typicalOf(preset) && (
          <Text size="sm" mb="md">
            A typical payload of {preset.name} with made-up values, and what most people keep of it.
            For a real one choose <b>Use another sample</b>, where the next call can be caught.
          </Text>
        )}
        <MappingEditor
          integration={integration}
          draft={draft}
          onDraft={state.setDraft}
          text={text}
          onText={setText}
        />
      </Panel>
      <Group justify="space-between" align="flex-end" mt="lg">
        <Button
          variant="default"
          component={Link}
          to={path(`integrations/${integration.key}/set-up?step=define`)}
        >
          Back to the name
        </Button>
        <SaveMapping
          integration={base}
          overtaken={state.overtaken}
          draft={draft}
          label="Save and continue"
          onSaved={(saved) => {
            state.begin(saved);
            onDone();
          }}
        />
      </Group>
    </>
  );
}
