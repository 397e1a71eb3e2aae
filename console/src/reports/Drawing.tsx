import { Box, Table, Text } from '@mantine/core';
import { Chart, lyingHeight } from '../shared/chart';
import type { DrawnHeat, DrawnTiles, ReportShown } from '../shared/contract';
import classes from './Drawing.module.css';

interface Props {
  name: string;
  shown: ReportShown;
  /** What its files are called, without an ending. */
  file: string;
}

/** What a report shows: a chart, tiles or a table with heat, and one line that says what it is about. */
export function Drawing({ name, shown, file }: Props) {
  return (
    <>
      {shown.about !== '' && (
        <Text size="sm" c="dimmed" mb="sm">
          {shown.about}
        </Text>
      )}
      <Drawn name={name} shown={shown} file={file} />
    </>
  );
}

function Drawn({ name, shown, file }: Props) {
  const { drawing } = shown;
  switch (drawing.kind) {
    case 'lines':
      if (drawing.moments.length === 0) return <Nothing />;
      return (
        <Chart
          title={name}
          kind={drawing.series.length > 1 ? 'lines' : 'area'}
          axis={drawing.axis}
          measure={drawing.series[0]?.name ?? ''}
          points={drawing.moments.map((label, at) => ({ label, tick: drawing.ticks[at] ?? label }))}
          ongoing={drawing.ongoing ?? undefined}
          series={drawing.series.map(({ name, values, past }) => ({
            name,
            values,
            ...(past ? { past } : {}),
          }))}
          file={file}
        />
      );
    case 'bars':
      if (drawing.bars.length === 0) return <Nothing />;
      return (
        <Chart
          title={name}
          kind="lying"
          axis={shown.columns[0] ?? ''}
          measure={shown.columns[1] ?? ''}
          points={drawing.bars.map(({ name }) => ({ label: name }))}
          series={[{ name, values: drawing.bars.map(({ value }) => value) }]}
          height={lyingHeight(drawing.bars.length, 1)}
          file={file}
        />
      );
    case 'heat':
      return drawing.rows.length === 0 ? <Nothing /> : <Heat name={name} heat={drawing} />;
    case 'tiles':
      return <Tiles tiles={drawing} />;
  }
}

const Nothing = () => (
  <Text size="sm" c="dimmed">
    Nothing to show yet.
  </Text>
);

const words = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 2 });

function Tiles({ tiles: { tiles } }: { tiles: DrawnTiles }) {
  return (
    <dl className={classes.tiles}>
      {tiles.map(({ name, value, before }) => (
        <Box key={name} className={classes.tile}>
          <Text component="dt" size="sm" c="dimmed">
            {name}
          </Text>
          <dd>
            <Text component="div" className={classes.value}>
              {words(value)}
            </Text>
            {before !== null && (
              <Text size="xs" c="dimmed">
                before: {words(before)}
              </Text>
            )}
          </dd>
        </Box>
      ))}
    </dl>
  );
}

function Heat({ name, heat }: { name: string; heat: DrawnHeat }) {
  return (
    <Box className={classes.scroll} role="region" aria-label={name} tabIndex={0}>
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Td />
            {heat.columns.map((column, at) => (
              <Table.Th key={at} className={classes.number}>
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {heat.rows.map((row, at) => (
            <Table.Tr key={at}>
              <Table.Th scope="row">{row}</Table.Th>
              {(heat.cells[at] ?? []).map(({ text, share }, column) => (
                <Table.Td
                  key={column}
                  className={text === '' ? undefined : classes.cell}
                  style={{ '--share': share }}
                >
                  {text}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  );
}
