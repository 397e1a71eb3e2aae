import { Alert, List, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Integration } from '../shared/contract';
import { attributesQuery } from '../shared/queries';
import { useWhere } from '../shared/where';
import type { Draft } from './mapping';
import { integrationsQuery } from './queries';

/** How many attributes may be added yet, and who uses the others. */
export function useRoom(integration: Integration, draft: Draft) {
  const { system } = useWhere();
  const { data: attributes } = useQuery(attributesQuery(system.key));
  const { data: integrations } = useQuery(integrationsQuery(system.key));
  const limit = attributes?.limit ?? system.attributeLimit;
  const others = Object.entries(attributes?.byIntegration ?? {})
    .filter(([key]) => key !== integration.key)
    .map(([key, used]) => ({
      name: integrations?.find((one) => one.key === key)?.name ?? key,
      attributes: used,
    }));
  const parts = [...others, { name: integration.name, attributes: draft.properties.length }];
  const used = parts.reduce((sum, { attributes }) => sum + attributes, 0);
  return { limit, parts, room: limit - used };
}

/** Says that there is no room for more attributes, and who uses what there is. */
export function Full({
  limit,
  parts,
  over,
  children,
}: {
  limit: number;
  parts: { name: string; attributes: number }[];
  over: number;
  /** What else can be done about it. */
  children?: ReactNode;
}) {
  return (
    <Alert
      color="red"
      variant="light"
      icon={<IconAlertTriangle size={18} />}
      role="alert"
      title={
        over > 0
          ? `${over} more than the ${limit} attributes that the system may have`
          : `All ${limit} attributes of the system are used`
      }
    >
      <List size="sm">
        {parts
          .filter(({ attributes }) => attributes > 0)
          .map(({ name, attributes }) => (
            <List.Item key={name}>
              {name}: {attributes}
            </List.Item>
          ))}
      </List>
      <Text size="sm" mt="xs">
        Take out what no segment or report needs, here or in another integration. An administrator
        can raise the limit of the system.
      </Text>
      {children && (
        <Text size="sm" mt="xs">
          {children}
        </Text>
      )}
    </Alert>
  );
}
