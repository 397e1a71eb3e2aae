import { Badge, Text, Tooltip } from '@mantine/core';
import type { IntegrationActivity } from '../shared/contract';

type State = IntegrationActivity['health']['state'];

const SHOWN: Record<State, { label: string; color: string }> = {
  new: { label: 'New', color: 'gray' },
  ok: { label: 'OK', color: 'green' },
  changed: { label: 'Changed', color: 'orange' },
  quiet: { label: 'Quiet', color: 'yellow' },
  failing: { label: 'Failing', color: 'red' },
};

/** How an integration is, in a word. */
export function Verdict({ state }: { state: State }) {
  const { label, color } = SHOWN[state];
  return (
    <Badge variant="dot" color={color} miw="max-content">
      {label}
    </Badge>
  );
}

/** How an integration is: a word, and the verdict with its reason. */
export function Health({ health }: { health: IntegrationActivity['health'] }) {
  return (
    <>
      <Verdict state={health.state} />
      {health.state !== 'ok' && (
        <Tooltip label={health.words} multiline maw={320}>
          <Text size="xs" c="dimmed" mt={2} lineClamp={2}>
            {health.words}
          </Text>
        </Tooltip>
      )}
    </>
  );
}

/** How many deliveries came in these hours. */
export function total(hours: IntegrationActivity['hours']): number {
  return hours.reduce(
    (sum, { accepted, partial, rejected }) => sum + accepted + partial + rejected,
    0,
  );
}
