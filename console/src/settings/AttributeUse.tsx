import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { integrationsQuery } from '../integrations/queries';
import { AttributeMeter } from '../shared/AttributeMeter';
import type { System } from '../shared/contract';
import { attributesQuery } from '../shared/queries';
import { Queried } from '../shared/Queried';
import { LoadingRows } from '../shared/states';

/** How much of the limit each integration uses, and what it means to have none left. */
export function AttributeUse({ system }: { system: System }) {
  const query = useQuery(attributesQuery(system.key));
  const { data: integrations } = useQuery(integrationsQuery(system.key));
  const nameOf = (of: string) => integrations?.find(({ key }) => key === of)?.name ?? of;
  return (
    <Queried query={query} loading={<LoadingRows rows={2} height={20} />}>
      {({ used, limit, byIntegration }) => (
        <Stack gap="sm">
          <AttributeMeter
            legend
            limit={limit}
            parts={Object.entries(byIntegration).map(([key, attributes]) => ({
              name: nameOf(key),
              attributes,
            }))}
          />
          {used >= limit && (
            <Text size="sm">No more can be added until one is removed or the limit is raised.</Text>
          )}
          {used === 0 && (
            <Text size="sm" c="dimmed">
              No integration has any yet.
            </Text>
          )}
        </Stack>
      )}
    </Queried>
  );
}
