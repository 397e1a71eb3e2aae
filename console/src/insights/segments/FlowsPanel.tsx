import { Box, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Among } from '../../conditions/among';
import { rangeWords } from '../../conditions/period';
import type { Flows, SegmentSizes } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { count } from '../../shared/time';
import { useWhere } from '../../shared/where';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { HeatTable } from '../heat/HeatTable';
import { flowsQuery } from '../queries';
import { UserCount, usersWords } from '../UserCount';
import { entered, flow, flowed, FLOWS_MAX, left, within } from './overlap';
import { SegmentChoice } from './SegmentChoice';
import cells from '../Cells.module.css';
import classes from './Segments.module.css';
import { bySize, firstKeys, keysOf } from './sizes';

/** How many segments are followed where nobody chose. */
const FIRST = 4;
const NONE = 'None of them';

/** Who went from one segment to another, from the days before to these. */
export function FlowsPanel({ sizes }: { sizes: SegmentSizes }) {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const keys = keysOf(asked.search, 'flows', FLOWS_MAX) ?? firstKeys(sizes.items, FIRST);
  const request = { ...asked.about, segments: keys };
  const query = useQuery({
    ...flowsQuery(system.key, environment.key, request),
    enabled: asked.appliedWhole && keys.length > 0,
  });
  const nameOf = (key: string | null) =>
    key === null ? NONE : (sizes.items.find(({ segment }) => segment === key)?.name ?? key);
  return (
    <Panel
      flush
      title="Flows"
      about="Who went from one segment to another: of those who loaded a page in these days and in as many before."
      actions={
        keys.length > 0 && (
          <SaveReport view="flows" of="the flows" query={request} {...asked.saved} />
        )
      }
    >
      <Box p="lg">
        <SegmentChoice
          label="Followed"
          options={bySize(sizes.items).map(({ segment, name }) => ({ key: segment, name }))}
          chosen={keys}
          most={FLOWS_MAX}
          onChange={(chosen) => asked.set({ flows: chosen.join(',') })}
        />
      </Box>
      {keys.length === 0 ? (
        <Text px="lg" pb="lg" c="dimmed">
          Choose segments to follow who goes into them and who leaves.
        </Text>
      ) : (
        <Box {...(query.data === undefined ? { p: 'lg', pt: 0 } : {})}>
          <Queried query={query}>
            {(flows) => <Shown flows={flows} nameOf={nameOf} stale={query.isPlaceholderData} />}
          </Queried>
        </Box>
      )}
    </Panel>
  );
}

interface ShownProps {
  flows: Flows;
  nameOf: (key: string | null) => string;
  stale: boolean;
}

function Shown({ flows, nameOf, stale }: ShownProps) {
  const users = useUsersOf();
  const { segments, period, before } = flows;
  if (flows.users === 0) {
    return (
      <Text px="lg" pb="lg" c="dimmed">
        Nobody loaded a page both from {rangeWords(before)} and from {rangeWords(period)}.
      </Text>
    );
  }
  const keys = [...segments.map(({ segment }) => segment), null];
  const most = Math.max(0, ...flows.cells.map((cell) => cell.users));
  const number = (some: number, among: Among[], label: string) => (
    <Table.Td className={`numbers ${cells.right}`}>
      <UserCount users={some} words={label} to={users({ among })} />
    </Table.Td>
  );
  return (
    <>
      <Box className={cells.scroll} data-stale={stale || undefined} aria-busy={stale}>
        <Table aria-label="Entered and left" horizontalSpacing="lg">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Segment</Table.Th>
              <Table.Th className={`numbers ${cells.right}`}>Before</Table.Th>
              <Table.Th className={`numbers ${cells.right}`}>Entered</Table.Th>
              <Table.Th className={`numbers ${cells.right}`}>Left</Table.Th>
              <Table.Th className={`numbers ${cells.right}`}>Now</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {segments.map((one) => {
              const name = nameOf(one.segment);
              return (
                <Table.Tr key={one.segment}>
                  <Table.Th scope="row" className={classes.name}>
                    {name}
                  </Table.Th>
                  {number(one.before, within(one.segment, before, period), `in ${name} before`)}
                  {number(one.entered, entered(one.segment, flows), `who entered ${name}`)}
                  {number(one.left, left(one.segment, flows), `who left ${name}`)}
                  {number(one.now, within(one.segment, period, before), `in ${name} now`)}
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      </Box>
      <Box mt="md">
        <HeatTable
          label="Flows from segment to segment"
          corner="From"
          columns={keys.map((key) => `to ${key === null ? 'none' : nameOf(key)}`)}
          rows={keys.map((from) => ({
            label: nameOf(from),
            cells: keys.map((to) => {
              const some = flow(flows, from, to);
              const among = flowed(from, to, flows);
              return {
                text: count(some),
                label: `${usersWords(some)} from ${nameOf(from)} to ${nameOf(to)}`,
                heat: most === 0 ? 0 : some / most,
                to: some > 0 && among ? users({ among }) : null,
              };
            }),
          }))}
          stale={stale}
        />
      </Box>
      <Text size="xs" c="dimmed" px="lg" py="md">
        Before: {rangeWords(before)}. Now: {rangeWords(period)}. In a segment is who was in it at a
        page load of those days; who was in several counts at each of them.
      </Text>
    </>
  );
}
