import { Text } from '@mantine/core';
import { useParams } from 'react-router';
import { Chart } from '../../shared/chart';
import type { IntegrationHealth } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { useWhere } from '../../shared/where';
import { COLORS, fileOf } from './words';

/** How many rows each of the last files had, and what became of them. */
export function Files({ files }: { files: IntegrationHealth['files'] }) {
  const { system, environment } = useWhere();
  const { integration = '' } = useParams();
  return (
    <Panel title="Files">
      <Chart
        title="Rows by file"
        kind="bars"
        stacked
        axis="File"
        measure="Rows"
        points={files.map((file) => fileOf(file, system.timeZone))}
        series={[
          {
            name: 'Taken',
            values: files.map(({ taken, partial }) => taken - partial),
            color: COLORS.accepted,
          },
          {
            name: 'In part',
            values: files.map(({ partial }) => partial),
            color: COLORS.partial,
          },
          {
            name: 'Refused',
            values: files.map(({ refused }) => refused),
            color: COLORS.rejected,
          },
        ].filter(({ name, values }) => name === 'Taken' || values.some((rows) => rows > 0))}
        height={220}
        file={`${system.key}-${environment.key}-${integration}-files`}
      />
      <Text size="xs" c="dimmed" mt="xs">
        The last files that were to change users, without those that were undone; at most 20, the
        latest on the right, in {system.timeZone}.
      </Text>
    </Panel>
  );
}
