import { Box, SegmentedControl, Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Among } from '../../conditions/among';
import { daysOf } from '../../conditions/period';
import { segmentsQuery } from '../../conditions/queries';
import { useSegmentName } from '../../conditions/useSegmentName';
import { Chart } from '../../shared/chart';
import type { Retention } from '../../shared/contract';
import { ExportTable } from '../../shared/ExportTable';
import { Page } from '../../shared/Page';
import { Panel } from '../../shared/Panel';
import { Queried } from '../../shared/Queried';
import { count, share } from '../../shared/time';
import { useWhere } from '../../shared/where';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { HeatTable, type HeatCell } from '../heat/HeatTable';
import { INTERVALS } from '../intervals';
import { NoLoads } from '../NoLoads';
import { usersWords } from '../UserCount';
import { retentionQuery } from '../queries';
import {
  cohortTick,
  cohortWords,
  curve,
  intervalOf,
  laterWords,
  peopled,
  retentionRows,
} from './cohorts';
import classes from './Retention.module.css';

/** As many cohorts are drawn by themselves, the last ones. */
const DRAWN_MAX = 5;

/** Who comes back: users by when they came, and how many of them were active later. */
export function Component() {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const segments = useQuery(segmentsQuery(system.key));
  const days = daysOf(asked.period.request, system.timeZone);
  const interval = intervalOf(asked.search, days);
  const entering = asked.search.get('entering');
  const counts = asked.search.get('cells') === 'counts';
  const request = { ...asked.about, interval, ...(entering ? { entering } : {}) };
  const query = useQuery({
    ...retentionQuery(system.key, environment.key, request),
    enabled: asked.appliedWhole,
  });
  const nameOf = useSegmentName();
  return (
    <Page
      title="Retention"
      about="Users by when they came, and how many of them were active again later."
      actions={<SaveReport view="retention" query={request} {...asked.saved} />}
    >
      <Box className={classes.controls}>
        <Select
          label="Came"
          data={[
            { value: '', label: 'with their first page load' },
            ...(segments.data ?? []).map((one) => ({ value: one.key, label: `into ${one.name}` })),
            ...(entering && segments.data?.every(({ key }) => key !== entering)
              ? [{ value: entering, label: `into ${entering}` }]
              : []),
          ]}
          value={entering ?? ''}
          searchable
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
          onChange={(key) => asked.set({ entering: key || null })}
        />
        <Select
          label="By"
          data={INTERVALS}
          value={interval}
          allowDeselect={false}
          comboboxProps={{ shadow: 'md' }}
          onChange={(value) => asked.set({ interval: value })}
        />
        <Box>
          <Text size="sm" fw={500} mb={2} aria-hidden>
            Cells
          </Text>
          <SegmentedControl
            aria-label="Cells"
            data={[
              { value: 'shares', label: 'Shares' },
              { value: 'counts', label: 'Users' },
            ]}
            value={counts ? 'counts' : 'shares'}
            onChange={(value) => asked.set({ cells: value === 'counts' ? value : null })}
          />
        </Box>
      </Box>
      <Queried query={query}>
        {(data) => (
          <Shown
            data={data}
            stale={query.isPlaceholderData}
            entering={entering}
            name={entering && nameOf(entering)}
            counts={counts}
          />
        )}
      </Queried>
    </Page>
  );
}

interface ShownProps {
  data: Retention;
  stale: boolean;
  entering: string | null;
  /** The segment's. */
  name: string | null;
  counts: boolean;
}

function Shown({ data, stale, entering, name, counts }: ShownProps) {
  const { system, environment } = useWhere();
  const users = useUsersOf();
  const navigate = useNavigate();
  const { interval, cohorts } = data;
  const shown = peopled(data);
  if (shown.length === 0) return <NoLoads />;
  const came = (at: number): Among =>
    entering
      ? { kind: 'entered', segment: entering, period: cohorts[at]!.period }
      : { kind: 'new', period: cohorts[at]!.period };
  /** Of the cohort at a place of all, so much later. */
  const of = (at: number, step: number) =>
    users({
      among: [
        came(at),
        ...(step > 0 || entering
          ? [{ kind: 'active' as const, period: cohorts[at + step]!.period }]
          : []),
      ],
    });
  const steps = Math.max(...shown.map(({ active }) => active.length));
  const file = `${system.key}-${environment.key}-retention`;
  const average = curve(data);
  const all = shown.reduce((sum, one) => sum + one.users, 0);
  const drawn =
    shown.length > 1 ? shown.slice(-DRAWN_MAX).filter(({ active }) => active.length > 1) : [];
  const whom = entering ? `came into ${name}` : 'loaded their first page';
  const cell = (at: number, step: number): HeatCell | null => {
    const { period, users, active } = cohorts[at]!;
    const some = active[step];
    if (some === undefined) return null;
    return {
      text: counts ? count(some) : share(some, users),
      label: `${counts ? '' : `${share(some, users)}, `}${count(some)} of ${usersWords(users)} of ${cohortWords(period, interval)}, active ${laterWords(step, interval)}`,
      heat: some / users,
      to: some > 0 ? of(at, step) : null,
    };
  };
  return (
    <>
      {steps > 1 && (
        <Panel title="Curve" about={`Of those who ${whom}, how many were active later.`}>
          <Chart
            title="Users who were active again"
            kind="lines"
            axis={`${interval.charAt(0).toUpperCase()}${interval.slice(1)}s later`}
            measure="Share of users"
            format={percent}
            most={1}
            points={Array.from({ length: steps }, (_, step) => ({
              label: laterWords(step, interval),
              tick: String(step),
            }))}
            series={[
              { name: 'All', values: average.slice(0, steps) },
              ...drawn.map(({ period, users, active }) => ({
                name: cohortWords(period, interval),
                values: Array.from({ length: steps }, (_, step) =>
                  active[step] === undefined ? null : active[step] / users,
                ),
              })),
            ]}
            file={`${file}-curve`}
            stale={stale}
            leads={(series) => series > 0}
            onPick={(series, step) => {
              const cohort = drawn[series - 1]!;
              const { to, state } = of(cohort.at, step);
              void navigate(to, { state });
            }}
          />
        </Panel>
      )}
      <Box mt="lg">
        <Panel
          flush
          title="Cohorts"
          about={`${usersWords(all)} ${whom} in these days.`}
          actions={<ExportTable rows={() => retentionRows(data)} file={file} />}
        >
          <HeatTable
            label="Cohorts"
            corner="Came"
            columns={[
              'Users',
              ...Array.from({ length: steps }, (_, step) =>
                step === 0 ? `Same ${interval}` : `+${step}`,
              ),
            ]}
            rows={shown.map(({ period, users: came_, at }) => ({
              label: cohortWords(period, interval),
              cells: [
                {
                  text: count(came_),
                  label: `${usersWords(came_)} who ${whom}: ${cohortTick(period, interval)}`,
                  heat: null,
                  to: users({ among: [came(at)] }),
                },
                ...Array.from({ length: steps }, (_, step) => cell(at, step)),
              ],
            }))}
            foot={{
              label: 'All',
              cells: [
                { text: count(all), label: '', heat: null },
                ...average
                  .slice(0, steps)
                  .map((part) =>
                    part === null ? null : { text: percent(part), label: '', heat: null },
                  ),
              ],
            }}
            stale={stale}
          />
          <Text size="xs" c="dimmed" px="lg" py="md">
            The last {interval} may still be going on. The last row is of those for whom the time
            has come. A number leads to its users; the arrow keys go from one to another.
          </Text>
        </Panel>
      </Box>
    </>
  );
}

const percent = (part: number): string => share(part, 1);
