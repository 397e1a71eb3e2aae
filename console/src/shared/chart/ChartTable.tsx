import { Table, UnstyledButton } from '@mantine/core';
import classes from './Chart.module.css';
import type { ChartData, Picked } from './data';
import { formatOf, valueWordsOf } from './words';

interface Props {
  data: ChartData;
  onPick?: Picked | undefined;
  /** Which series lead somewhere; left out: all. */
  leads?: ((series: number) => boolean) | undefined;
}

/** The same in numbers. */
export function ChartTable({ data, onPick, leads }: Props) {
  const { title, axis, points, series } = data;
  const format = formatOf(data);
  return (
    <Table aria-label={title} stickyHeader>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{axis}</Table.Th>
          {series.map(({ name }, at) => (
            <Table.Th key={at} scope="col" className={`numbers ${classes.number}`}>
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {points.map(({ label }, point) => (
          <Table.Tr key={point}>
            <Table.Th scope="row" className={classes.label}>
              {label}
            </Table.Th>
            {series.map(({ values }, at) => {
              const value = values[point] ?? null;
              return (
                <Table.Td key={at} className={`numbers ${classes.number}`}>
                  {value === null ? (
                    '–'
                  ) : onPick && value > 0 && (leads?.(at) ?? true) ? (
                    <UnstyledButton
                      className={classes.pick ?? ''}
                      aria-label={valueWordsOf(data, at, point)}
                      onClick={() => onPick(at, point)}
                    >
                      {format(value)}
                    </UnstyledButton>
                  ) : (
                    format(value)
                  )}
                </Table.Td>
              );
            })}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
