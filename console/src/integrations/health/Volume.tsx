import { Text } from '@mantine/core';
import { useParams } from 'react-router';
import { Chart } from '../../shared/chart';
import type { IntegrationHealth } from '../../shared/contract';
import { Panel } from '../../shared/Panel';
import { useWhere } from '../../shared/where';
import { OUTCOMES } from '../DeliveryList';
import { COLORS, pointOf } from './words';

/** How many deliveries came on each day of four weeks, and what became of them. */
export function Volume({ days }: { days: IntegrationHealth['days'] }) {
  const { system, environment } = useWhere();
  const { integration = '' } = useParams();
  // Those of which there are none are not named; what is taken is, in any case.
  const series = OUTCOMES.filter(
    ({ value }) => value === 'accepted' || days.some((day) => day[value] > 0),
  ).map(({ value, label }) => ({
    name: label,
    values: days.map((day) => day[value]),
    color: COLORS[value],
  }));
  return (
    <Panel title="Deliveries">
      <Chart
        title="Deliveries by day"
        kind="bars"
        stacked
        axis="Day"
        measure="Deliveries"
        points={days.map(({ day }) => pointOf(day))}
        series={series}
        height={220}
        file={`${system.key}-${environment.key}-${integration}-deliveries`}
      />
      <Text size="xs" c="dimmed" mt="xs">
        The last 28 days, in {system.timeZone}; today goes on.
      </Text>
    </Panel>
  );
}
