import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconLayoutDashboard, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Dashboard, Report } from '../shared/contract';
import { InlineLink } from '../shared/InlineLink';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { Empty } from '../shared/states';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { MailingList } from './MailingList';
import { NewDashboard } from './NewDashboard';
import { dashboardsQuery, reportsQuery } from './queries';
import { Tabs } from './Tabs';

/** What was saved of Insights: dashboards, reports, and what goes out by e-mail. */
export function Component() {
  const { system } = useWhere();
  const path = usePath();
  const may = useMay('editor');
  const reports = useQuery(reportsQuery(system.key));
  const dashboards = useQuery(dashboardsQuery(system.key));
  const [making, setMaking] = useState(false);
  const make = may && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      New dashboard
    </Button>
  );
  return (
    <Tabs>
      <Page
        title="Reports"
        about="Views of Insights that were saved, arranged on dashboards, shared by links and sent by e-mail."
        actions={(reports.data?.length ?? 0) > 0 && make}
      >
        <Queried query={reports}>
          {(saved) =>
            saved.length === 0 && (dashboards.data?.length ?? 0) === 0 ? (
              <Empty icon={IconLayoutDashboard} title="No reports yet">
                Choose a view of Insights, such as{' '}
                <InlineLink to={path('insights/trend')}>Trend</InlineLink>, ask what you want to
                know again, and press <em>Save as report</em> there.
              </Empty>
            ) : (
              <Stack gap="lg">
                {dashboards.data && dashboards.data.length > 0 && (
                  <Panel title="Dashboards" flush>
                    <SavedTable
                      saved={dashboards.data}
                      page="dashboard"
                      of={({ items }) =>
                        `${items.length} ${items.length === 1 ? 'report' : 'reports'}`
                      }
                    />
                  </Panel>
                )}
                {saved.length > 0 && (
                  <Panel title="Reports" flush>
                    <SavedTable saved={saved} page="report" of={viewWords} />
                  </Panel>
                )}
                {may && <MailingList />}
              </Stack>
            )
          }
        </Queried>
        <NewDashboard opened={making} onClose={() => setMaking(false)} />
      </Page>
    </Tabs>
  );
}

const viewWords = ({ view, environment }: Report): string =>
  `${view.charAt(0).toUpperCase()}${view.slice(1)}, ${environment}`;

interface TableProps<T> {
  saved: T[];
  page: 'report' | 'dashboard';
  /** What it consists of. */
  of: (one: T) => string;
}

function SavedTable<T extends Report | Dashboard>({ saved, page, of }: TableProps<T>) {
  const path = usePath();
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th visibleFrom="xs">What</Table.Th>
          <Table.Th visibleFrom="sm">Changed</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {saved.map((one) => (
          <Table.Tr key={one.key}>
            <Table.Td>
              <Group gap="xs">
                <InlineLink to={path(`insights/reports/${page}/${one.key}`)}>{one.name}</InlineLink>
                {one.visibility === 'private' && (
                  <Badge variant="light" color="gray" size="sm">
                    private
                  </Badge>
                )}
              </Group>
              {one.description && (
                <Text size="xs" c="dimmed">
                  {one.description}
                </Text>
              )}
            </Table.Td>
            <Table.Td visibleFrom="xs">{of(one)}</Table.Td>
            <Table.Td visibleFrom="sm">
              <When at={one.updatedAt} />
              <Text size="xs" c="dimmed">
                made by {one.createdBy}
              </Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
