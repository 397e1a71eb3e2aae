import { Anchor, Table, Text } from '@mantine/core';
import { Link } from 'react-router';
import { whenWords } from '../../conditions/period';
import { useSegmentName } from '../../conditions/useSegmentName';
import type { Overview } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { count } from '../../shared/time';
import { usePath } from '../../shared/where';
import { changeWords } from '../change';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import cells from '../Cells.module.css';
import classes from './Overview.module.css';

/** The live segments that grew or shrank most. */
export function Movers({ overview }: { overview: Overview }) {
  const asked = useAsked();
  const path = usePath();
  const users = useUsersOf();
  const nameOf = useSegmentName();
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
              <Table.Th scope="col" className={`numbers ${cells.right}`}>
                Before
              </Table.Th>
              <Table.Th scope="col" className={`numbers ${cells.right}`}>
                Now
              </Table.Th>
              <Table.Th scope="col" className={cells.right}>
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
                <Table.Td className={`numbers ${cells.right}`}>{count(before)}</Table.Td>
                <Table.Td className={`numbers ${cells.right}`}>
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
                <Table.Td className={cells.right}>{changeWords({ now, before })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Panel>
  );
}
