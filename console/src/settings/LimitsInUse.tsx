import { Progress, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Limits, System } from '../shared/contract';
import { Queried } from '../shared/Queried';
import { LoadingRows } from '../shared/states';
import { count } from '../shared/time';
import { limitsQuery } from './queries';

type Limit = Limits['items'][number];

/** From this part on, a limit is worth a thought. */
const NEAR = 0.8;

/** Every limit but that of attributes, which {@link AttributeUse} shows in detail. */
export function LimitsInUse({ system }: { system: System }) {
  const query = useQuery(limitsQuery(system.key));
  return (
    <Queried query={query} loading={<LoadingRows rows={6} height={24} />}>
      {({ items }) => (
        <Table layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Limit</Table.Th>
              <Table.Th w="45%">Used</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items
              .filter(({ kind }) => kind !== 'attributes')
              .map((limit) => (
                <LimitRow
                  key={`${limit.kind} ${limit.environment}`}
                  limit={limit}
                  system={system}
                />
              ))}
          </Table.Tbody>
        </Table>
      )}
    </Queried>
  );
}

function LimitRow({ limit, system }: { limit: Limit; system: System }) {
  const { used, limit: most, kind } = limit;
  const [name, about] = words(limit, system);
  const near = kind !== 'publications' && used >= most * NEAR;
  return (
    <Table.Tr>
      <Table.Td>
        {name}
        {about && (
          <Text size="xs" c="dimmed">
            {about}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="numbers">
        {count(used)} of {count(most)}
        {near && (used >= most ? ' – none left' : ` – ${count(most - used)} left`)}
        <Progress
          mt={4}
          size="sm"
          aria-hidden
          value={Math.min((used / most) * 100, 100)}
          color={near ? 'orange' : undefined}
        />
      </Table.Td>
    </Table.Tr>
  );
}

/** What a limit is about, and what happens when it is reached. */
function words({ kind, environment }: Limit, system: System): [string, string?] {
  switch (kind) {
    case 'attributes':
      return ['Attributes'];
    case 'integrations':
      return ['Integrations'];
    case 'segments':
      return ['Segments'];
    case 'filters':
      return ['Saved filters'];
    case 'reports':
      return ['Reports'];
    case 'dashboards':
      return ['Dashboards'];
    case 'report-links':
      return ['Read-only links'];
    case 'mailings':
      return ['Reports by e-mail'];
    case 'environments':
      return ['Environments'];
    case 'publications': {
      const here = system.environments.find(({ key }) => key === environment);
      return [`Versions kept in ${here?.name ?? environment}`, 'One more makes the oldest go.'];
    }
    case 'webhooks': {
      const here = system.environments.find(({ key }) => key === environment);
      return [`Webhooks of ${here?.name ?? environment}`];
    }
    case 'systems':
      return ['Systems', 'In the whole installation.'];
    case 'tokens':
      return ['Tokens', 'API tokens and OAuth2 clients, in the whole installation.'];
  }
}
