import { Anchor, Table } from '@mantine/core';
import { Link } from 'react-router';
import type { Trend } from '../../shared/contract';
import { count, share } from '../../shared/time';
import { changeWords } from '../change';
import { growthOf, signed } from '../segments/sizes';
import { useUsersOf } from '../frame/useUsersOf';
import type { Line } from './series';
import cells from '../Cells.module.css';
import classes from './Trend.module.css';
import { FIGURES } from './view';

/** Each line over the whole period; it leads to its users. */
export function TrendTotals({ trend, lines }: { trend: Trend; lines: Line[] }) {
  const users = useUsersOf();
  const figure = FIGURES.find(({ value }) => value === trend.figure)!;
  const isSize = trend.segment !== null;
  return (
    <Table
      aria-label={isSize ? 'Sizes at the end' : `${figure.label} in the whole period`}
      highlightOnHover
      horizontalSpacing="xs"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{isSize ? 'Last known size' : 'Whole period'}</Table.Th>
          <Table.Th scope="col" className={`numbers ${cells.right}`}>
            {figure.label}
          </Table.Th>
          <Table.Th scope="col" className={`numbers ${cells.right}`}>
            {isSize ? 'Change' : 'Share'}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {lines.map((line, at) => {
          const behind = line.usersIn();
          return (
            <Table.Tr key={at}>
              <Table.Th scope="row" className={classes.name}>
                {line.name}
              </Table.Th>
              <Table.Td className={`numbers ${cells.right}`}>
                {line.total === null ? (
                  'not known'
                ) : behind && line.total > 0 ? (
                  <Anchor
                    component={Link}
                    {...users(behind)}
                    inherit
                    aria-label={`${count(line.total)}, ${line.name}${isSize ? ', who are in it now' : ''}`}
                  >
                    {count(line.total)}
                  </Anchor>
                ) : (
                  count(line.total)
                )}
              </Table.Td>
              <Table.Td className={`numbers ${cells.right}`}>{besideWords(line, trend)}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

/** What a total is beside the others: its share of the whole, how the whole has changed, how a size has grown. */
function besideWords({ past, total, values }: Line, { segment, total: now, before }: Trend) {
  if (past) {
    if (now === null || before.total === null) return '–';
    return changeWords({ now, before: before.total }) + (now === before.total ? '' : ' now');
  }
  if (segment === null) return share(total ?? 0, now ?? 0);
  const grown = growthOf(values);
  return grown === null ? '–' : signed(grown);
}
