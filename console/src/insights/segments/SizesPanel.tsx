import { Anchor, Box, Skeleton, Table, Text } from '@mantine/core';
import { lazy } from 'react';
import { Link, useNavigate } from 'react-router';
import { Chart } from '../../shared/chart';
import type { SegmentSizes } from '../../shared/contract';
import { Later } from '../../shared/Later';
import { Panel } from '../../shared/Panel';
import { When } from '../../shared/When';
import { usePath, useWhere } from '../../shared/where';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { UserCount } from '../UserCount';
import cells from '../Cells.module.css';
import classes from './Segments.module.css';
import { bySize, DRAWN_MAX, firstKeys, growth, keysOf, signed, sizeChart } from './sizes';

// Until somebody chooses, the largest are drawn.
const SegmentChoice = lazy(async () => ({
  default: (await import('./SegmentChoice')).SegmentChoice,
}));

/** How many users live segments have, now and on each day. */
export function SizesPanel({ sizes, stale }: { sizes: SegmentSizes; stale: boolean }) {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const path = usePath();
  const users = useUsersOf();
  const navigate = useNavigate();
  const items = bySize(sizes.items);
  const keys = keysOf(asked.search, 'sizes', DRAWN_MAX) ?? firstKeys(items);
  const drawn = items.filter(({ segment }) => keys.includes(segment));
  const { days, points, series } = sizeChart(sizes, drawn);
  const noted = series.some(({ values }) => values.some((value) => value !== null));
  return (
    <Panel
      flush
      title="Sizes"
      about="Of all users, whatever is asked above. The last size of each day is noted."
    >
      <Box p="lg">
        <Later fallback={<Skeleton h={84} />}>
          <SegmentChoice
            label="Drawn"
            options={items.map(({ segment, name, now }) => ({
              key: segment,
              name,
              disabled: now === null,
            }))}
            chosen={keys}
            most={DRAWN_MAX}
            onChange={(chosen) => asked.set({ sizes: chosen.join(',') })}
          />
        </Later>
        <Box mt="lg">
          {noted ? (
            <Chart
              title="Segment sizes by day"
              kind="lines"
              axis={`Day (${system.timeZone})`}
              measure="Users"
              points={points}
              series={series}
              file={`${system.key}-${environment.key}-segment-sizes`}
              stale={stale}
              onPick={(one, day) => {
                const { to, state } = users({
                  among: [{ kind: 'segment', segment: drawn[one]!.segment, period: days[day]! }],
                  everybody: true,
                });
                void navigate(to, { state });
              }}
            />
          ) : (
            <Text c="dimmed">
              {drawn.length === 0
                ? 'Choose segments to draw them.'
                : 'No size was noted in these days. Sizes are noted each hour from the publication on, and kept for 90 days.'}
            </Text>
          )}
        </Box>
      </Box>
      <Box className={cells.scroll} aria-busy={stale} data-stale={stale || undefined}>
        <Table
          aria-label="Segments"
          horizontalSpacing="lg"
          highlightOnHover
          highlightOnHoverColor="var(--muster-sunken)"
        >
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Segment</Table.Th>
              <Table.Th className={`numbers ${cells.right}`}>Now</Table.Th>
              <Table.Th className={`numbers ${cells.right}`}>In these days</Table.Th>
              <Table.Th>Live since</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => {
              const grown = growth(item);
              return (
                <Table.Tr key={item.segment}>
                  <Table.Th scope="row" className={classes.name}>
                    <Anchor component={Link} to={path(`segments/${item.segment}`)} inherit fw={500}>
                      {item.name}
                    </Anchor>
                  </Table.Th>
                  <Table.Td className={`numbers ${cells.right}`}>
                    {item.now === null ? (
                      <Text inherit span c="dimmed">
                        by page load
                      </Text>
                    ) : (
                      <UserCount
                        users={item.now}
                        words={`in ${item.name}`}
                        to={users({
                          among: [{ kind: 'segment', segment: item.segment, live: true }],
                          everybody: true,
                        })}
                      />
                    )}
                  </Table.Td>
                  <Table.Td className={`numbers ${cells.right}`}>
                    {grown === null ? '–' : signed(grown)}
                  </Table.Td>
                  <Table.Td className={cells.right} ta="left">
                    <When at={item.since} />
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Box>
      <Text size="xs" c="dimmed" px="lg" py="md">
        A size now leads to its users. A point of the chart leads to those who loaded a page on that
        day while they were in the segment; who else was in it then is not known any more.
      </Text>
    </Panel>
  );
}
