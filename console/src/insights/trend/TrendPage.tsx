import { Box, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy } from 'react';
import { useNavigate } from 'react-router';
import { rangeWords } from '../../conditions/period';
import { useSegmentName } from '../../conditions/useSegmentName';
import { Chart } from '../../shared/chart';
import type { Trend } from '../../shared/contract';
import { Later } from '../../shared/Later';
import { Page } from '../../shared/Page';
import { Panel } from '../../shared/Panel';
import { asProblem } from '../../shared/problem';
import { LoadingRows, ProblemView } from '../../shared/states';
import { useWhere } from '../../shared/where';
import { trendQuery } from '../queries';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { pointOf } from '../intervals';
import { NoLoads } from '../NoLoads';
import { linesOf } from './series';
import classes from './Trend.module.css';
import { TrendTotals } from './TrendTotals';
import { FIGURES, readView, requestOf, type View } from './view';

// With fields of many kinds, beside which the page would weigh too much.
const TrendControls = lazy(async () => ({
  default: (await import('./TrendControls')).TrendControls,
}));

/** How a figure goes from day to day, for all that match or split, beside the period before. */
export function Component() {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const view = readView(asked.search);
  const trend = useQuery({
    ...trendQuery(system.key, environment.key, requestOf(view, asked.about)),
    enabled: asked.appliedWhole,
  });
  const figure = FIGURES.find(({ value }) => value === view.figure)!;
  const problems = trend.error ? (asProblem(trend.error).errors ?? []) : [];
  const ofCondition =
    problems.length > 0 && problems.every(({ path }) => path.startsWith('condition'));
  // What was asked before stays until the answer is there, but not under another figure's name.
  const data = trend.data?.figure === view.figure ? trend.data : undefined;
  return (
    <Page title="Trend" about="How it goes from day to day, week to week or month to month.">
      <Panel
        title={figure.label}
        about={figure.about}
        actions={<SaveReport view="trend" query={requestOf(view, asked.about)} {...asked.saved} />}
      >
        <Later fallback={<Skeleton h={64} mb="lg" />}>
          <TrendControls view={view} shown={data?.interval} problems={problems} />
        </Later>
        {ofCondition ? (
          <Text size="sm">Not counted until the condition is mended.</Text>
        ) : trend.error ? (
          <ProblemView error={trend.error} onRetry={() => void trend.refetch()} />
        ) : data ? (
          <Shown trend={data} view={view} stale={trend.isPlaceholderData} />
        ) : (
          <LoadingRows rows={1} height={320} />
        )}
      </Panel>
    </Page>
  );
}

function Shown({ trend, view, stale }: { trend: Trend; view: View; stale: boolean }) {
  const { system, environment } = useWhere();
  const nameOf = useSegmentName();
  const users = useUsersOf();
  const navigate = useNavigate();
  if (trend.total === 0 && trend.before.total === 0) return <NoLoads />;
  const lines = linesOf(trend, view.compared, nameOf, system.timeZone);
  const figure = FIGURES.find(({ value }) => value === trend.figure)!;
  return (
    <>
      <Chart
        title={`${figure.label} by ${trend.interval}`}
        kind={lines.length > 1 ? 'lines' : 'area'}
        axis={trend.interval === 'day' ? 'Day' : trend.interval === 'week' ? 'Week' : 'Month'}
        measure={figure.measure}
        points={trend.intervals.map(pointOf)}
        series={lines.map(({ name, values, past }) => ({
          name,
          values,
          ...(past ? { past } : {}),
        }))}
        height={320}
        file={`${system.key}-${environment.key}-${trend.figure}`}
        stale={stale}
        onPick={(series, point) => {
          const behind = lines[series]?.usersAt(point);
          if (!behind) return;
          const { to, state } = users(behind);
          void navigate(to, { state });
        }}
      />
      <Box className={classes.totals}>
        <TrendTotals trend={trend} lines={lines} />
      </Box>
      <Text size="xs" c="dimmed" mt="md">
        {rangeWords(trend.period)}, days of {system.timeZone}.
        {view.compared && ` Before: ${rangeWords(trend.before.period)}.`}
        {trend.by !== null && ' By the values that users have now.'}
        {Object.keys(trend.split).length > 0 && ' By the segments that users are in now.'} A point
        of the chart leads to its users.
      </Text>
    </>
  );
}
