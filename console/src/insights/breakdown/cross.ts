import type { Cross, CrossSide } from '../../shared/contract';
import { groupLabel } from '../groups';

/** Of what a cell's share is. */
export type Whole = 'none' | 'row' | 'column' | 'all';

export const WHOLES: { value: Whole; label: string }[] = [
  { value: 'none', label: 'users' },
  { value: 'row', label: 'share of the row' },
  { value: 'column', label: 'share of the column' },
  { value: 'all', label: 'share of all' },
];

/** What the cells say, as the address has it. */
export const wholeOf = (search: URLSearchParams): Whole =>
  WHOLES.find(({ value }) => value === search.get('cells'))?.value ?? 'none';

/** Of how many users a cell is a part. */
export function whole(cross: Cross, row: number, column: number, of: Whole): number {
  switch (of) {
    case 'row':
      return cross.rows.groups[row]!.users;
    case 'column':
      return cross.columns.groups[column]!.users;
    case 'all':
    case 'none':
      return cross.matching;
  }
}

/**
 * How deep the ground of a cell is: of counts, beside the greatest one; of shares, the share itself, so that rows or columns
 * can be compared.
 */
export function heat(cross: Cross, row: number, column: number, of: Whole): number {
  const users = cross.cells[row]?.[column] ?? 0;
  const beside = of === 'none' || of === 'all' ? greatest(cross) : whole(cross, row, column, of);
  return beside === 0 ? 0 : Math.min(1, users / beside);
}

const greatest = ({ cells }: Cross): number =>
  Math.max(0, ...cells.map((row) => Math.max(0, ...row)));

export const labelsOf = ({ groups, type }: CrossSide, timeZone: string): string[] =>
  groups.map(({ group }) => groupLabel(group, type, timeZone));

/** The table as the rows of a file. */
export function crossRows(cross: Cross, title: string, timeZone: string): (string | number)[][] {
  return [
    [title, ...labelsOf(cross.columns, timeZone), 'Users'],
    ...labelsOf(cross.rows, timeZone).map((label, row) => [
      label,
      ...(cross.cells[row] ?? []),
      cross.rows.groups[row]!.users,
    ]),
    ['Users', ...cross.columns.groups.map(({ users }) => users), cross.matching],
  ];
}
