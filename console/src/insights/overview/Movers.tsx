import { Anchor, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { segmentsQuery } from '../../conditions/queries';
import { whenWords } from '../../conditions/period';
import type { Overview } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { count } from '../../shared/time';
import { usePath, useWhere } from '../../shared/where';
import { changeWords } from '../change';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import classes from './Overview.module.css';

/** The live segments that grew or shrank most. */
export function Movers({ overview }: { overview: Overview }) {
  const { system } = useWhere();
  const asked = useAsked();
  const path = usePath();
  const users = useUsersOf();
  const { data: segments } = useQuery(segmentsQuery(system.key));
  const nameOf = (key: string) => segments?.find((one) => one.key === key)?.name ?? key;
  const moved = overview.segments.filter(({ now, before }) => now !== before);
  return (
    <Panel
      flush
      title="Segments that changed most"
      about={`Live segments, of all users, ${whenWords(asked.period.request)}.`}
    >
      {moved.length === 0 ? (
        <Text p="lg" size="sm" c="dimmed">
          No live segment grew or shrank.
        </Text>
      ) : (
        <Table horizontalSpacing="lg" aria-label="Segments that changed most">
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">Segment</Table.Th>
              <Table.Th scope="col" className={`numbers ${classes.right}`}>
                Before
              </Table.Th>
              <Table.Th scope="col" className={`numbers ${classes.right}`}>
                Now
              </Table.Th>
              <Table.Th scope="col" className={classes.right}>
                Change
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {moved.map(({ segment, now, before }) => (
              <Table.Tr key={segment}>
                <Table.Th scope="row" className={classes.name}>
                  <Anchor component={Link} to={path(`segments/${segment}`)} inherit fw={500}>
                    {nameOf(segment)}
                  </Anchor>
                </Table.Th>
                <Table.Td className={`numbers ${classes.right}`}>{count(before)}</Table.Td>
                <Table.Td className={`numbers ${classes.right}`}>
                  {now > 0 ? (
                    <Anchor
                      component={Link}
                      {...users({
                        among: [{ kind: 'segment', segment, live: true }],
                        everybody: true,
                      })}
                      inherit
                      aria-label={`${count(now)} users in ${nameOf(segment)}`}
                    >
                      {count(now)}
                    </Anchor>
                  ) : (
                    0
                  )}
                </Table.Td>
                <Table.Td className={classes.right}>{changeWords({ now, before })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}
