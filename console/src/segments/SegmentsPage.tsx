import { Anchor, Box, Button, Group, Table, Text, TextInput } from '@mantine/core';
import { IconPlus, IconSearch, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { SegmentHere } from '../shared/contract';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { Sparkline } from '../shared/Sparkline';
import { Empty } from '../shared/states';
import { count } from '../shared/time';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { segmentsHereQuery } from './queries';
import classes from './SegmentsPage.module.css';
import { StatusBadge } from './StatusBadge';

const AT_ONCE = 100;
const SEARCHED_FROM = 8;

/** All segments, with how many users are in each now. */
export function Component() {
  const { system, environment } = useWhere();
  const path = usePath();
  const mayEdit = useMay('editor');
  const query = useQuery(segmentsHereQuery(system.key, environment.key));
  const create = mayEdit && (
    <Button component={Link} to={path('segments/new')} leftSection={<IconPlus size={16} />}>
      New segment
    </Button>
  );
  return (
    <Page
      title="Segments"
      about="Conditions that say which users belong together. Who is in one is worked out when it is asked."
      actions={query.data && query.data.length > 0 && create}
    >
      <Queried query={query}>
        {(segments) =>
          segments.length === 0 ? (
            <Empty icon={IconUsersGroup} title="No segment yet" action={create}>
              A segment is a condition such as “plan is pro”. Once it is published, each page load
              says whether the user is in it.
            </Empty>
          ) : (
            <SegmentList segments={segments} />
          )
        }
      </Queried>
    </Page>
  );
}

function SegmentList({ segments }: { segments: SegmentHere[] }) {
  const [parameters, setParameters] = useSearchParams();
  const [shown, setShown] = useState(AT_ONCE);
  const q = parameters.get('q') ?? '';
  const countedAt = segments.reduce(
    (at, { usersAt }) => (usersAt && usersAt > at ? usersAt : at),
    '',
  );
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const found = segments.filter(({ key, name, description }) => {
    const text = `${key} ${name} ${description}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return (
    <>
      {segments.length >= SEARCHED_FROM && (
        <TextInput
          mb="md"
          maw="22rem"
          aria-label="Find a segment"
          placeholder="Find a segment"
          leftSection={<IconSearch size={16} />}
          value={q}
          onChange={({ currentTarget: { value } }) =>
            setParameters(value ? { q: value } : {}, { replace: true })
          }
        />
      )}
      {found.length === 0 ? (
        <Text c="dimmed">No segment has “{q}” in its name, key or description.</Text>
      ) : (
        <Panel flush>
          <Table highlightOnHover className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Status</Table.Th>
                <Table.Th className={`numbers ${classes.right}`}>Users now</Table.Th>
                <Table.Th className={classes.roomy}>Last 7 days</Table.Th>
                <Table.Th className={classes.roomy}>Used by</Table.Th>
                <Table.Th className={classes.roomy}>Changed</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {found.slice(0, shown).map((segment) => (
                <SegmentRow key={segment.key} segment={segment} countedAt={countedAt} />
              ))}
            </Table.Tbody>
          </Table>
        </Panel>
      )}
      {found.length > shown && (
        <Group justify="center" mt="md">
          <Button variant="default" onClick={() => setShown(shown + AT_ONCE)}>
            Show more of {count(found.length)}
          </Button>
        </Group>
      )}
    </>
  );
}

function SegmentRow({ segment, countedAt }: UsersNowProps) {
  const path = usePath();
  const { trend } = segment;
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <Anchor component={Link} to={path(`segments/${segment.key}`)} fw={550} c="inherit">
          {segment.name}
        </Anchor>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {segment.description || segment.key}
        </Text>
      </Table.Td>
      <Table.Td>
        <StatusBadge status={segment.status} />
      </Table.Td>
      <Table.Td className={`numbers ${classes.right}`}>
        <UsersNow segment={segment} countedAt={countedAt} />
      </Table.Td>
      <Table.Td className={classes.roomy}>
        {trend.length > 1 ? (
          <Sparkline
            kind="line"
            values={trend.map(({ users }) => users)}
            label={`Users in the last 7 days: from ${count(trend[0]!.users)} to ${count(trend.at(-1)!.users)}`}
          />
        ) : (
          <Text size="xs" c="dimmed">
            {segment.live && !segment.needsPage ? 'collecting' : '–'}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.roomy}>
        <UsedBy usedBy={segment.usedBy} />
      </Table.Td>
      <Table.Td className={classes.roomy}>
        <Text size="sm" component="div">
          <When at={segment.updatedAt} />
        </Text>
      </Table.Td>
    </Table.Tr>
  );
}

interface UsersNowProps {
  segment: SegmentHere;
  /** When most of the segments were counted. */
  countedAt: string;
}

/** With very many segments over very many users some counts are older than the others. */
function UsersNow({
  segment: { users, usersAt, needsPage, live, status },
  countedAt,
}: UsersNowProps) {
  if (users === null) {
    return (
      <Text span size="xs" c="dimmed">
        {needsPage ? 'at page load' : live ? 'not counted yet' : 'not known'}
      </Text>
    );
  }
  return (
    <>
      {count(users)}
      {status === 'changed' && (
        <Text size="xs" c="dimmed" component="div">
          as published
        </Text>
      )}
      {usersAt !== null && usersAt < countedAt && (
        <Text size="xs" c="dimmed" component="div">
          <When at={usersAt} />
        </Text>
      )}
    </>
  );
}

function UsedBy({ usedBy }: { usedBy: SegmentHere['usedBy'] }) {
  if (usedBy.length === 0) return <Text c="dimmed">–</Text>;
  const of = (kind: string) => usedBy.filter((one) => one.kind === kind).map(({ name }) => name);
  const lines = [
    [of('environment'), 'live in'],
    [of('segment'), 'segment'],
    [of('filter'), 'filter'],
  ] as const;
  return (
    <Box>
      {lines.map(([names, what]) =>
        names.length === 0 ? null : (
          <Text key={what} size="xs" lineClamp={1}>
            <Text span inherit c="dimmed">
              {what}{' '}
            </Text>
            {names.join(', ')}
          </Text>
        ),
      )}
    </Box>
  );
}
