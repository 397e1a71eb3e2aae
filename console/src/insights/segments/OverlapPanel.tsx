import { Box, Table, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { asksPage } from '../../conditions/condition';
import { segmentsQuery } from '../../conditions/queries';
import { useSegmentName } from '../../conditions/useSegmentName';
import type { Overlap, SegmentSizes } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { count, share } from '../../shared/time';
import { useWhere } from '../../shared/where';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { overlapQuery } from '../queries';
import { UserCount } from '../UserCount';
import { combinations, combined, OVERLAP_MAX } from './overlap';
import { SegmentChoice } from './SegmentChoice';
import cells from '../Cells.module.css';
import classes from './Segments.module.css';
import { firstKeys, keysOf } from './sizes';

/** How many segments are compared where nobody chose. */
const FIRST = 3;

/** Who is in several segments at once. */
export function OverlapPanel({ sizes }: { sizes: SegmentSizes }) {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const segments = useQuery(segmentsQuery(system.key));
  const keys = keysOf(asked.search, 'overlap', OVERLAP_MAX) ?? firstKeys(sizes.items, FIRST);
  const { condition } = asked.about;
  const request = { segments: keys, ...(condition ? { condition } : {}) };
  const query = useQuery({
    ...overlapQuery(system.key, environment.key, request),
    enabled: asked.appliedWhole && keys.length > 1,
  });
  const all = segments.data ?? [];
  const nameOf = useSegmentName();
  return (
    <Panel
      flush
      title="Overlap"
      about="Who is in several segments at once, as they are now."
      actions={
        keys.length > 1 && (
          <SaveReport view="overlap" of="the overlap" query={request} {...asked.saved} />
        )
      }
    >
      <Box p="lg">
        <SegmentChoice
          label="Compared"
          options={all.map(({ key, name, condition, problem }) => ({
            key,
            name,
            disabled: problem !== null || asksPage(condition),
          }))}
          chosen={keys}
          most={OVERLAP_MAX}
          onChange={(chosen) => asked.set({ overlap: chosen.join(',') })}
        />
      </Box>
      {keys.length < 2 ? (
        <Text px="lg" pb="lg" c="dimmed">
          Choose two segments or more to see who is in several of them.
        </Text>
      ) : (
        <Box {...(query.data === undefined ? { p: 'lg', pt: 0 } : {})}>
          <Queried query={query}>
            {(overlap) => (
              <Shown overlap={overlap} nameOf={nameOf} stale={query.isPlaceholderData} />
            )}
          </Queried>
        </Box>
      )}
    </Panel>
  );
}

interface ShownProps {
  overlap: Overlap;
  nameOf: (key: string) => string;
  stale: boolean;
}

function Shown({ overlap, nameOf, stale }: ShownProps) {
  const users = useUsersOf();
  const keys = overlap.segments.map(({ segment }) => segment);
  const rows = combinations(overlap);
  const most = Math.max(1, ...rows.map((row) => row.users));
  const wordsOf = (within: string[]) =>
    within.length === 0
      ? 'in none of them'
      : `in ${within.map(nameOf).join(' and ')}${within.length === keys.length ? '' : ' only'}`;
  return (
    <>
      <Box className={cells.scroll} aria-busy={stale} data-stale={stale || undefined}>
        <Table
          aria-label="Overlap of segments"
          horizontalSpacing="md"
          highlightOnHover
          highlightOnHoverColor="var(--muster-sunken)"
        >
          <Table.Thead>
            <Table.Tr>
              {overlap.segments.map(({ segment, users: some }) => (
                <Table.Th key={segment} className={classes.dotHead}>
                  {nameOf(segment)}
                  <Text span size="xs" c="dimmed" display="block" className="numbers">
                    {count(some)}
                  </Text>
                </Table.Th>
              ))}
              <Table.Th className={classes.wide}>Users</Table.Th>
              <Table.Th className={`numbers ${cells.right}`}>Share</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.in.join(' ')}>
                {keys.map((key) => (
                  <Table.Td
                    key={key}
                    className={classes.dot}
                    data-in={row.in.includes(key) || undefined}
                  >
                    <VisuallyHidden>{row.in.includes(key) ? 'in' : 'not in'}</VisuallyHidden>
                  </Table.Td>
                ))}
                <Table.Td className="numbers">
                  <span className={classes.line}>
                    <span
                      className={classes.bar}
                      style={{ width: `${(70 * row.users) / most}%` }}
                      aria-hidden
                    />
                    <UserCount
                      users={row.users}
                      words={wordsOf(row.in)}
                      to={users({ among: combined(row.in, keys) })}
                    />
                  </span>
                </Table.Td>
                <Table.Td className={`numbers ${cells.right}`}>
                  {share(row.users, overlap.matching)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Box>
      <Text size="xs" c="dimmed" px="lg" py="md">
        {overlap.matching === 0
          ? 'No user matches the condition.'
          : `Each of the ${count(overlap.matching)} matching users is in one row: in the segments with a full dot, and in none of the others.`}
      </Text>
    </>
  );
}
