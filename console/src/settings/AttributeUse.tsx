import { ColorSwatch, Group, Progress, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { integrationsQuery } from '../integrations/queries';
import type { System } from '../shared/contract';
import { attributesQuery } from '../shared/queries';
import { Queried } from '../shared/Queried';
import { LoadingRows } from '../shared/states';
import { count } from '../shared/time';

const SHADES = [6, 4, 8, 2, 5, 3, 7];
const shade = (at: number) => `var(--mantine-color-accent-${SHADES[at % SHADES.length]})`;

/** How much of the limit each integration uses. */
export function AttributeUse({ system }: { system: System }) {
  const query = useQuery(attributesQuery(system.key));
  const { data: integrations } = useQuery(integrationsQuery(system.key));
  const nameOf = (of: string) => integrations?.find(({ key }) => key === of)?.name ?? of;
  return (
    <Queried query={query} loading={<LoadingRows rows={2} height={20} />}>
      {({ used, limit, byIntegration }) => (
        <Stack gap="sm">
          <Text size="sm">
            <b>{count(used)}</b> of {count(limit)} used
            {used >= limit
              ? '. No more can be added until one is removed or the limit is raised.'
              : ''}
          </Text>
          <Progress.Root size="lg" radius="sm" aria-hidden>
            {Object.entries(byIntegration).map(([integration, attributes], at) => (
              <Progress.Section
                key={integration}
                value={(attributes / Math.max(limit, used)) * 100}
                color={shade(at)}
              />
            ))}
          </Progress.Root>
          <Group gap="lg">
            {Object.entries(byIntegration).map(([integration, attributes], at) => (
              <Group key={integration} gap={6}>
                <ColorSwatch color={shade(at)} size={10} withShadow={false} />
                <Text size="sm">
                  {nameOf(integration)} · {count(attributes)}
                </Text>
              </Group>
            ))}
            {used === 0 && (
              <Text size="sm" c="dimmed">
                No integration has any yet.
              </Text>
            )}
          </Group>
        </Stack>
      )}
    </Queried>
  );
}
