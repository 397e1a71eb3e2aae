import { Anchor, Box, Button, Group, Table, Text, Tooltip } from '@mantine/core';
import { useId, useState } from 'react';
import { Link } from 'react-router';
import { narrowed } from '../../conditions/condition';
import type { Breakdown, ConditionRule } from '../../shared/contract';
import { count, share } from '../../shared/time';
import { useWhere } from '../../shared/where';
import { groupLabel, groupRules } from '../groups';
import { nextTop } from './detail';
import { focusAsked } from '../frame/focus-asked';
import classes from './Breakdown.module.css';
import type { Asked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { UserCount } from '../UserCount';

const AT_ONCE = 50;

interface Props {
  data: Breakdown;
  title: string;
  split: { key: string; name: string }[];
  stale: boolean;
  asked: Asked;
  /** Asks for more values. */
  onMore: (top: string) => void;
}

/** The breakdown in numbers. A value leads to the condition narrowed to it, a number to the users. */
export function BreakdownTable({ data, title, split, stale, asked, onMore }: Props) {
  const { system } = useWhere();
  const about = useId();
  const [shown, setShown] = useState(AT_ONCE);
  const { buckets, missing, other, matching, kind, type } = data;
  const more = kind === 'values' && other > 0 ? nextTop(buckets.length) : null;
  // A stretch without anybody says nothing that its neighbours do not.
  const some = kind === 'values' ? buckets : buckets.filter(({ users }) => users > 0);
  const rows = some.slice(0, shown);
  return (
    <>
      <Box className={classes.scroll}>
        <Table
          highlightOnHover
          highlightOnHoverColor="var(--muster-sunken)"
          horizontalSpacing="lg"
          mt="md"
          className={classes.table}
          data-stale={stale || undefined}
          aria-label={`Users by ${title}`}
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{title}</Table.Th>
              <Table.Th className={`numbers ${classes.right}`}>Users</Table.Th>
              <Table.Th className={`numbers ${classes.right}`}>Share</Table.Th>
              {split.map(({ key, name }) => (
                <Table.Th key={key} className={`numbers ${classes.right}`}>
                  In {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((bucket, at) => (
              <Row
                key={at}
                label={groupLabel(bucket, type, system.timeZone)}
                users={bucket.users}
                matching={matching}
                rules={groupRules(bucket, data.field, type, buckets, system.timeZone)}
                split={split.map(({ key, name }) => ({
                  key,
                  name,
                  users: bucket.split?.[key] ?? 0,
                }))}
                asked={asked}
                about={about}
              />
            ))}
          </Table.Tbody>
          {(other > 0 || missing > 0) && (
            <Table.Tbody className={classes.rest}>
              {other > 0 && (
                <Rest
                  label={type === 'strings' ? 'Other values, each counted' : 'Other values'}
                  users={other}
                  matching={matching}
                  columns={split.length}
                />
              )}
              {missing > 0 && (
                <Row
                  dimmed
                  label="No value"
                  users={missing}
                  matching={matching}
                  rules={[{ field: data.field, operator: 'null' }]}
                  split={split.map(({ key, name }) => ({ key, name, users: null }))}
                  asked={asked}
                  about={about}
                />
              )}
            </Table.Tbody>
          )}
        </Table>
      </Box>
      {(some.length > shown || more !== null) && (
        <Group justify="center" p="sm">
          <Button
            variant="default"
            size="xs"
            onClick={() => {
              if (some.length > shown) setShown(shown + AT_ONCE);
              else if (more !== null) {
                setShown(shown + AT_ONCE);
                onMore(String(more));
              }
            }}
          >
            {some.length > shown ? `Show more of ${count(some.length)}` : 'Show more values'}
          </Button>
        </Group>
      )}
      <Text size="xs" c="dimmed" px="lg" py="md">
        <span id={about}>A value narrows the condition to it, a number lists its users.</span>{' '}
        {notes(data, split.length > 0).join(' ')}
        {buckets.length > some.length && (
          <>
            {' '}
            <span>{emptyWords(buckets.length - some.length, kind)}</span>
          </>
        )}
      </Text>
    </>
  );
}

interface RowProps {
  label: string;
  users: number;
  matching: number;
  /** That hold for just these users; null where no rules can say it. */
  rules: ConditionRule[] | null;
  split: { key: string; name: string; users: number | null }[];
  asked: Asked;
  /** The id of what is said about the links. */
  about: string;
  dimmed?: boolean;
}

function Row({ label, users, matching, rules, split, asked, about, dimmed }: RowProps) {
  const usersOf = useUsersOf();
  const condition = rules && JSON.stringify(narrowed(asked.applied, rules));
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.value}>
        {condition === null ? (
          <Tooltip label="Too long to be compared, so no condition can ask for it">
            <Text inherit lineClamp={3}>
              {label}
            </Text>
          </Tooltip>
        ) : (
          <Anchor
            component={Link}
            to={asked.link({ condition })}
            onClick={focusAsked}
            inherit
            fw={500}
            {...(dimmed ? { c: 'dimmed' } : {})}
            lineClamp={3}
            aria-describedby={about}
          >
            {label}
          </Anchor>
        )}
      </Table.Th>
      <Table.Td className={`numbers ${classes.right}`}>
        <UserCount users={users} words={`with ${label}`} to={rules && usersOf({ rules })} />
      </Table.Td>
      <Table.Td className={`numbers ${classes.right}`}>{share(users, matching)}</Table.Td>
      {split.map((part) => (
        <Table.Td key={part.key} className={`numbers ${classes.right}`}>
          {part.users === null ? (
            <Text span inherit c="dimmed">
              –
            </Text>
          ) : (
            <>
              {count(part.users)}{' '}
              <Text span size="xs" c="dimmed">
                {share(part.users, users)}
              </Text>
            </>
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

interface RestProps {
  label: string;
  users: number;
  matching: number;
  columns: number;
}

function Rest({ label, users, matching, columns }: RestProps) {
  return (
    <Table.Tr>
      <Table.Th scope="row" className={classes.value}>
        <Text inherit c="dimmed">
          {label}
        </Text>
      </Table.Th>
      <Table.Td className={`numbers ${classes.right}`}>{count(users)}</Table.Td>
      <Table.Td className={`numbers ${classes.right}`}>{share(users, matching)}</Table.Td>
      {Array.from({ length: columns }, (_, at) => (
        <Table.Td key={at} className={classes.right}>
          <Text span inherit c="dimmed">
            –
          </Text>
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

/** That so many are left out; who needs them all has the file. */
const emptyWords = (empty: number, kind: Breakdown['kind']): string => {
  const what = kind === 'time' ? 'interval' : 'range';
  return `${count(empty)} ${what}${empty === 1 ? '' : 's'} without users ${empty === 1 ? 'is' : 'are'} not shown; the exported table has all.`;
};

function notes({ kind, type, buckets }: Breakdown, split: boolean): string[] {
  return [
    `Shares are of the matching users${split ? '; those in segments, of the users of the row' : ''}.`,
    kind === 'histogram'
      ? 'A range begins with its first number and ends just before its second.'
      : '',
    kind === 'time' && buckets.length >= 1000
      ? 'The dates reach too far: the 1,000 intervals with most users are listed.'
      : '',
    type === 'strings' ? 'Who has several values counts at each of them.' : '',
  ].filter(Boolean);
}
