import { Anchor, Box, Table, Text } from '@mantine/core';
import { useState, type KeyboardEvent } from 'react';
import { Link, type To } from 'react-router';
import classes from './HeatTable.module.css';

/** A value in the table, with its share of the heat. */
export interface HeatCell {
  text: string;
  /** What is told in its place, as it is read without its row and column: "12 users with pro in Germany". */
  label: string;
  /** From 0 to 1; null for what is not compared, as sums are. */
  heat: number | null;
  /** Where its users are; left out where there are none, or no list can be asked for them. */
  to?: { to: To; state: unknown } | null | undefined;
}

export interface HeatRow {
  label: string;
  /** Below it, smaller. */
  more?: string | undefined;
  cells: (HeatCell | null)[];
}

interface Props {
  /** What the table shows. */
  label: string;
  /** What the rows are. */
  corner: string;
  columns: string[];
  rows: HeatRow[];
  /** Apart from the others, at the end. */
  foot?: HeatRow | undefined;
  /** Whether it is of what was asked before. */
  stale?: boolean;
}

/**
 * Numbers with a ground that is the deeper the more they are. All of its links are one stop of Tab, and the arrow keys go from
 * one to another.
 */
export function HeatTable({ label, corner, columns, rows, foot, stale = false }: Props) {
  const [kept, setCurrent] = useState('');
  const all = foot ? [...rows, foot] : rows;
  const links = all.flatMap(({ cells }, row) =>
    cells.flatMap((cell, column) => (cell?.to ? [`${row} ${column}`] : [])),
  );
  const current = links.includes(kept) ? kept : links[0];
  const line = ({ label, more, cells }: HeatRow, row: number) => (
    <Table.Tr key={row}>
      <Table.Th scope="row" className={classes.head}>
        {label}
        {more && (
          <Text span size="xs" c="dimmed" display="block">
            {more}
          </Text>
        )}
      </Table.Th>
      {cells.map((cell, column) => (
        <Table.Td
          key={column}
          className={`numbers ${classes.cell}`}
          data-plain={(cell?.heat ?? null) === null || undefined}
          data-hot={(cell?.heat ?? 0) > 0 || undefined}
          style={{ '--heat': `${Math.round((cell?.heat ?? 0) * 100)}%` }}
        >
          {cell?.to ? (
            <Anchor
              component={Link}
              {...cell.to}
              className={classes.link ?? ''}
              aria-label={cell.label}
              tabIndex={`${row} ${column}` === current ? 0 : -1}
              onFocus={() => setCurrent(`${row} ${column}`)}
            >
              {cell.text}
            </Anchor>
          ) : (
            (cell?.text ?? '')
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
  return (
    <Box className={classes.scroll} data-stale={stale || undefined} aria-busy={stale}>
      <Table
        aria-label={label}
        className={classes.table ?? ''}
        withRowBorders={false}
        onKeyDown={walk}
        horizontalSpacing="sm"
        verticalSpacing={6}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" className={classes.head}>
              {corner}
            </Table.Th>
            {columns.map((column, at) => (
              <Table.Th key={at} scope="col" className={`numbers ${classes.column}`}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{rows.map(line)}</Table.Tbody>
        {foot && (
          <Table.Tfoot className={classes.foot ?? ''}>{line(foot, rows.length)}</Table.Tfoot>
        )}
      </Table>
    </Box>
  );
}

const STEPS: Record<string, [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
};

/** Goes to the next link in the direction of the key. */
function walk(event: KeyboardEvent<HTMLTableElement>): void {
  const step = STEPS[event.key];
  const cell = (event.target as HTMLElement).closest('td');
  const row = cell?.parentElement;
  if (!step || !cell || !(row instanceof HTMLTableRowElement)) return;
  event.preventDefault();
  const { rows } = event.currentTarget;
  let [down, right] = [row.rowIndex + step[0], cell.cellIndex + step[1]];
  while (rows[down]?.cells[right]) {
    const link = rows[down]!.cells[right]!.querySelector('a');
    if (link) return link.focus();
    [down, right] = [down + step[0], right + step[1]];
  }
}
