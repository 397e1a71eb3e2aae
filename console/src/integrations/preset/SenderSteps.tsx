import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Integration } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { presetOf, presetQuery } from './presets';

/** What to do in the sender, where it is one that is known. */
export function SenderSteps({ integration }: { integration: Integration }) {
  const { data: preset } = useQuery(presetQuery(presetOf(integration)));
  if (!preset) return null;
  return (
    <Panel title={`In ${preset.name}`} about="As its own pages call things; they may have moved.">
      <List type="ordered" size="sm" spacing={4} maw="46rem">
        {preset.steps.map((step) => (
          <List.Item key={step}>{step}</List.Item>
        ))}
      </List>
      {preset.secret.from === 'none' && (
        <Text size="sm" mt="sm" maw="46rem">
          {preset.secret.where}
        </Text>
      )}
    </Panel>
  );
}
