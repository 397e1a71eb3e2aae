import { Anchor, Table } from '@mantine/core';
import { Link } from 'react-router';
import type { Trend } from '../../shared/contract';
import { count, share } from '../../shared/time';
import { changeWords } from '../change';
import { useUsersOf } from '../frame/useUsersOf';
import type { Line } from './series';
import classes from './Trend.module.css';
import { FIGURES } from './view';

/** Each line over the whole period; it leads to its users. */
export function TrendTotals({ trend, lines }: { trend: Trend; lines: Line[] }) {
  const users = useUsersOf();
  const figure = FIGURES.find(({ value }) => value === trend.figure)!;
  return (
    <Table
      aria-label={`${figure.label} in the whole period`}
      highlightOnHover
      horizontalSpacing="xs"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Whole period</Table.Th>
          <Table.Th scope="col" className={`numbers ${classes.right}`}>
            {figure.label}
          </Table.Th>
          <Table.Th scope="col" className={`numbers ${classes.right}`}>
            Share
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
              <Table.Td className={`numbers ${classes.right}`}>
                {behind && line.total > 0 ? (
                  <Anchor
                    component={Link}
                    {...users(behind)}
                    inherit
                    aria-label={`${count(line.total)}, ${line.name}`}
                  >
                    {count(line.total)}
                  </Anchor>
                ) : (
                  count(line.total)
                )}
              </Table.Td>
              <Table.Td className={`numbers ${classes.right}`}>
                {line.past
                  ? changeWords({ now: trend.total, before: trend.before.total }) +
                    (trend.total === trend.before.total ? '' : ' now')
                  : share(line.total, trend.total)}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}
