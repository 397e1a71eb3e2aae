import { Badge, Table, Text } from '@mantine/core';
import { IconPlugConnected } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { Empty } from '../shared/states';
import { When } from '../shared/When';
import { useWhere } from '../shared/where';
import { integrationsQuery } from './queries';

/** The sources of attributes. */
export function Component() {
  const { system } = useWhere();
  const query = useQuery(integrationsQuery(system.key));
  return (
    <Page title="Integrations" about="What sends facts about your users, and what is kept of it.">
      <Queried query={query}>
        {(integrations) =>
          integrations.length === 0 ? (
            <Empty icon={IconPlugConnected} title="No integration yet">
              An integration takes what a tool such as your billing or CRM sends anyway, and keeps
              the properties that you list for each user.
            </Empty>
          ) : (
            <Panel flush>
              <Table highlightOnHover>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>Name</Table.Th>
                    <Table.Th>Kind</Table.Th>
                    <Table.Th className="numbers">Attributes</Table.Th>
                    <Table.Th>Made</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {integrations.map((integration) => (
                    <Table.Tr key={integration.key}>
                      <Table.Td>
                        <Text fw={550}>{integration.name}</Text>
                        <Text size="xs" c="dimmed">
                          {integration.key}
                        </Text>
                      </Table.Td>
                      <Table.Td>
                        <Badge variant="light">{integration.kind}</Badge>
                      </Table.Td>
                      <Table.Td className="numbers">{integration.properties.length}</Table.Td>
                      <Table.Td>
                        <When at={integration.createdAt} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Panel>
          )
        }
      </Queried>
    </Page>
  );
}
