import { Box, Button, Group, Table, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { whenWords } from '../../conditions/period';
import { Chart, lyingHeight } from '../../shared/chart';
import type { Pages } from '../../shared/contract';
import { ExportTable } from '../../shared/ExportTable';
import { InlineLink } from '../../shared/InlineLink';
import { Page } from '../../shared/Page';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { count, share } from '../../shared/time';
import { usePath, useWhere } from '../../shared/where';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { NoLoads } from '../NoLoads';
import { pagesQuery } from '../queries';
import { UserCount, usersWords } from '../UserCount';
import { orderOf, ordered, perUser, pagesRows, type Order } from './order';
import cells from '../Cells.module.css';
import classes from './Pages.module.css';

/** All pages that can have a name of their own, so that any order is of all of them. */
const ALL = 1000;
const DRAWN_MAX = 15;
const AT_ONCE = 50;

/** Which pages were loaded, by how many users and how often. */
export function Component() {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const query = useQuery({
    ...pagesQuery(system.key, environment.key, { ...asked.about, limit: ALL }),
    enabled: asked.appliedWhole,
  });
  return (
    <Page
      title="Pages"
      about="Which pages users load, how many of them, and how often."
      actions={<SaveReport view="pages" query={asked.about} {...asked.saved} />}
    >
      <Queried query={query}>
        {(data) => <Shown data={data} stale={query.isPlaceholderData} />}
      </Queried>
    </Page>
  );
}

function Shown({ data, stale }: { data: Pages; stale: boolean }) {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const path = usePath();
  const users = useUsersOf();
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const [shown, setShown] = useState(AT_ONCE);
  const order = orderOf(asked.search);
  const { request } = asked.period;
  const of = (page: string) => users({ among: [{ kind: 'active', period: request, page }] });
  if (data.users === 0) return <NoLoads />;
  const items = ordered(data.items, order);
  const drawn = items.slice(0, DRAWN_MAX);
  const found = items.filter(({ page }) => page.toLowerCase().includes(q.trim().toLowerCase()));
  const file = `${system.key}-${environment.key}-pages`;
  const loads = order === 'loads';
  const head = (name: Order, label: string) => (
    <Table.Th
      className={`numbers ${cells.right}`}
      aria-sort={order === name ? 'descending' : 'none'}
    >
      <Button
        variant="transparent"
        size="compact-sm"
        px={0}
        c={order === name ? 'var(--mantine-color-text)' : 'dimmed'}
        onClick={() => asked.set({ order: name === 'users' ? null : name })}
      >
        {label}
        {order === name ? ' ↓' : ''}
      </Button>
    </Table.Th>
  );
  return (
    <Panel
      flush
      title={`${count(data.pages)} ${data.pages === 1 ? 'page' : 'pages'} ${whenWords(request)}`}
      about={
        <>
          {count(data.loads)} page {data.loads === 1 ? 'load' : 'loads'} by{' '}
          <InlineLink {...users({ among: [{ kind: 'active', period: request }] })}>
            {usersWords(data.users)}
          </InlineLink>
          .
        </>
      }
      actions={<ExportTable rows={() => pagesRows(data, items)} file={file} />}
    >
      {drawn.length > 0 && (
        <Box px="lg" pt="lg">
          <Chart
            title={loads ? 'Pages by page loads' : 'Pages by users'}
            kind="lying"
            axis="Page"
            measure={loads ? 'Page loads' : 'Users'}
            points={drawn.map(({ page }) => ({ label: page }))}
            series={[
              {
                name: loads ? 'Page loads' : 'Users',
                values: drawn.map((one) => (loads ? one.loads : one.users)),
              },
            ]}
            height={lyingHeight(drawn.length, 1)}
            file={file}
            tabled
            stale={stale}
            onPick={(_, point) => {
              const { to, state } = of(drawn[point]!.page);
              void navigate(to, { state });
            }}
          />
        </Box>
      )}
      {items.length > AT_ONCE && (
        <Box px="lg" pt="md">
          <TextInput
            aria-label="Find a page"
            placeholder="Find a page"
            maw={320}
            leftSection={<IconSearch size={16} />}
            value={q}
            onChange={({ currentTarget }) => setQ(currentTarget.value)}
          />
        </Box>
      )}
      <Box className={cells.scroll} aria-busy={stale} data-stale={stale || undefined}>
        <Table
          aria-label="Pages"
          horizontalSpacing="lg"
          mt="sm"
          highlightOnHover
          highlightOnHoverColor="var(--muster-sunken)"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Page</Table.Th>
              {head('users', 'Users')}
              <Table.Th className={`numbers ${cells.right}`}>Share</Table.Th>
              {head('loads', 'Page loads')}
              <Table.Th className={`numbers ${cells.right}`}>A user</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.slice(0, shown).map((item) => (
              <Row key={item.page} {...item} of={data.users} to={of(item.page)} />
            ))}
          </Table.Tbody>
          {data.other && !q && (
            <Table.Tbody className={classes.rest}>
              <Row page="Other pages" {...data.other} of={data.users} to={of('other')} />
            </Table.Tbody>
          )}
        </Table>
      </Box>
      {found.length === 0 && q && (
        <Text p="lg" c="dimmed">
          No page has “{q}” in its name.
        </Text>
      )}
      {found.length > shown && (
        <Group justify="center" p="sm">
          <Button variant="default" size="xs" onClick={() => setShown(shown + AT_ONCE)}>
            Show more of {count(found.length)}
          </Button>
        </Group>
      )}
      <Text size="xs" c="dimmed" px="lg" py="md">
        Shares are of all users who loaded a page. Who loaded several pages counts at each of them.
        {data.other &&
          ' Other pages have no name of their own here: only so many get one at the same time.'}{' '}
        <InlineLink to={path('pages')}>How pages send their loads</InlineLink>
      </Text>
    </Panel>
  );
}

interface RowProps {
  page: string;
  users: number;
  loads: number;
  of: number;
  to: { to: string; state: unknown };
}

function Row({ page, users, loads, of, to }: RowProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.page}>
        {page}
      </Table.Th>
      <Table.Td className={`numbers ${cells.right}`}>
        <UserCount users={users} words={`of ${page}`} to={to} />
      </Table.Td>
      <Table.Td className={`numbers ${cells.right}`}>
        <span className={classes.bar} style={{ width: `${(56 * users) / of}px` }} aria-hidden />
        {share(users, of)}
      </Table.Td>
      <Table.Td className={`numbers ${cells.right}`}>{count(loads)}</Table.Td>
      <Table.Td className={`numbers ${cells.right}`}>{perUser(loads, users)}</Table.Td>
    </Table.Tr>
  );
}
