import { Anchor, Box, Button, Group, Skeleton, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlugConnected, IconPlus } from '@tabler/icons-react';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Integration, IntegrationActivity } from '../shared/contract';
import { InlineLink } from '../shared/InlineLink';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { attributesQuery } from '../shared/queries';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { Empty } from '../shared/states';
import { When } from '../shared/When';
import { at, usePath, useWhere } from '../shared/where';
import { AttributeMeter } from '../shared/AttributeMeter';
import { Health } from './Health';
import { Hours } from './Hours';
import classes from './IntegrationsPage.module.css';
import { homeOf, isUnfinished } from './mapping';
import { activityQuery, integrationsQuery } from './queries';
import { LastUpload } from './uploads/LastUpload';

/** The sources of attributes: how much they use, and how they are. */
export function Component() {
  const { system } = useWhere();
  const path = usePath();
  const query = useQuery(integrationsQuery(system.key));
  const mayEdit = useMay('editor');
  const create = mayEdit && (
    <Button component={Link} to={path('integrations/new')} leftSection={<IconPlus size={16} />}>
      New integration
    </Button>
  );
  return (
    <Page
      title="Integrations"
      about="What tells facts about your users, and what is kept of it."
      actions={query.data && query.data.length > 0 ? create : undefined}
    >
      <Queried query={query}>
        {(integrations) =>
          integrations.length === 0 ? (
            <Empty icon={IconPlugConnected} title="No integration yet" action={create}>
              An integration takes what a tool such as your billing or CRM sends anyway, and keeps
              the properties that you list for each user.
              {!mayEdit && ' Ask an editor to set one up.'}
            </Empty>
          ) : (
            <Listed integrations={integrations} />
          )
        }
      </Queried>
    </Page>
  );
}

function Listed({ integrations }: { integrations: Integration[] }) {
  const { system, environment } = useWhere();
  const activity = useQuery(activityQuery(system.key, environment.key));
  const attributes = useQuery(attributesQuery(system.key));
  const limit = attributes.data?.limit ?? system.attributeLimit;
  const of = (key: string) => activity.data?.find(({ integration }) => integration === key);
  return (
    <Stack gap="lg">
      <Panel>
        <AttributeMeter
          limit={limit}
          parts={integrations.map(({ name, properties }) => ({
            name,
            attributes: properties.length,
          }))}
        />
      </Panel>
      <Box className={classes.wide}>
        <Panel flush>
          <Table highlightOnHover className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Attributes</Table.Th>
                <Table.Th>Deliveries in {environment.name}</Table.Th>
                <Table.Th>Last delivery</Table.Th>
                <Table.Th>Health</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {integrations.map((integration) => (
                <Table.Tr key={integration.key}>
                  <Table.Td>
                    <Name integration={integration} />
                  </Table.Td>
                  <Table.Td className="numbers">
                    <Used used={integration.properties.length} limit={limit} />
                  </Table.Td>
                  {integration.kind === 'csv' ? (
                    <>
                      <Table.Td colSpan={2}>
                        <LastUpload integration={integration} />
                      </Table.Td>
                      <Table.Td maw={220}>
                        {of(integration.key) && <Health health={of(integration.key)!.health} />}
                      </Table.Td>
                    </>
                  ) : (
                    <Activity integration={integration} activity={activity} of={of} />
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Panel>
      </Box>
      <Stack className={classes.cards} gap="sm">
        {integrations.map((integration) => (
          <Card key={integration.key} integration={integration} activity={of(integration.key)} />
        ))}
      </Stack>
      {activity.error && !activity.data && (
        <Text size="sm" c="dimmed" role="status">
          What came in the last day cannot be shown at present: {activity.error.message}
        </Text>
      )}
    </Stack>
  );
}

function Name({ integration }: { integration: Integration }) {
  const path = usePath();
  const mayEdit = useMay('editor');
  const unfinished = isUnfinished(integration);
  return (
    <>
      <Anchor
        component={Link}
        to={path(
          `integrations/${integration.key}/${unfinished ? 'set-up?step=map' : homeOf(integration)}`,
        )}
        className={classes.name}
      >
        {integration.name}
      </Anchor>
      <SecretMissing integration={integration} />
      <Text size="xs" c="dimmed">
        {!unfinished
          ? [integration.key, ...(integration.kind === 'csv' ? ['CSV'] : [])].join(' · ')
          : mayEdit
            ? 'Not mapped yet: finish setting it up'
            : 'Not mapped yet'}
      </Text>
    </>
  );
}

/** That all is refused for want of a secret, wherever it is so. */
function SecretMissing({ integration }: { integration: Integration }) {
  const { system } = useWhere();
  const missing = system.environments.filter(
    ({ key }) => integration.endpoints?.[key]?.secretMissing,
  );
  if (missing.length === 0 || isUnfinished(integration)) return null;
  return (
    <Text size="sm" c="var(--mantine-color-error)">
      <IconAlertTriangle size={14} aria-hidden style={{ verticalAlign: '-2px' }} /> No secret that
      can be used in {missing.map(({ name }) => name).join(', ')}: every call is refused.{' '}
      {/* Where it is missing, which may not be where one is. */}
      <InlineLink to={at(system, missing[0]!, `integrations/${integration.key}/endpoint`)}>
        Look at the endpoint
      </InlineLink>
    </Text>
  );
}

function Used({ used, limit }: { used: number; limit: number }) {
  return (
    <>
      {used}
      <Text span size="xs" c="dimmed">
        {' '}
        of {limit}
      </Text>
      <Box className={classes.attributes} aria-hidden>
        <Box w={`${Math.min((used / limit) * 100, 100)}%`} h="100%" bg="accent" />
      </Box>
    </>
  );
}

interface ActivityProps {
  integration: Integration;
  activity: UseQueryResult<IntegrationActivity[]>;
  of: (key: string) => IntegrationActivity | undefined;
}

function Activity({ integration, activity, of }: ActivityProps) {
  const known = of(integration.key);
  if (!known) {
    return (
      <Table.Td colSpan={3} c="dimmed">
        {activity.isPending ? <Skeleton h={26} /> : '–'}
      </Table.Td>
    );
  }
  return (
    <>
      <Table.Td>
        <Hours hours={known.hours} />
      </Table.Td>
      <Table.Td>
        <When at={known.lastDeliveryAt} />
      </Table.Td>
      <Table.Td maw={220}>
        <Health health={known.health} />
      </Table.Td>
    </>
  );
}

function Card({
  integration,
  activity,
}: {
  integration: Integration;
  activity: IntegrationActivity | undefined;
}) {
  return (
    <Panel>
      <Name integration={integration} />
      <Text size="sm" mt="xs">
        {integration.properties.length}{' '}
        {integration.properties.length === 1 ? 'attribute' : 'attributes'}
        {activity && integration.kind === 'api' && (
          <>
            , last delivery <When at={activity.lastDeliveryAt} />
          </>
        )}
      </Text>
      {integration.kind === 'csv' && (
        <Text size="sm" component="div" mt="xs">
          <LastUpload integration={integration} />
        </Text>
      )}
      {activity && integration.kind === 'csv' && (
        <Box mt="sm">
          <Health health={activity.health} />
        </Box>
      )}
      {activity && integration.kind === 'api' && (
        <Group justify="space-between" align="flex-end" mt="sm" gap="sm">
          <Hours hours={activity.hours} />
          <Box maw="10rem">
            <Health health={activity.health} />
          </Box>
        </Group>
      )}
    </Panel>
  );
}
