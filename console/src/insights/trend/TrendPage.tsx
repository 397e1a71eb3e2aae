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
import { sizesQuery, trendQuery } from '../queries';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { alongOf, pointOf } from '../intervals';
import { NoLiveSegment } from '../NoLiveSegment';
import { NoLoads } from '../NoLoads';
import { bySize, firstKeys } from '../segments/sizes';
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
  const read = readView(asked.search);
  const isSize = read.figure === 'segmentSize';
  const live = useQuery({
    ...sizesQuery(system.key, environment.key, { period: asked.period.request }),
    enabled: isSize,
  });
  const items = bySize(live.data?.items ?? []).filter(({ now }) => now !== null);
  const segment = read.segment ?? firstKeys(items, 1)[0] ?? null;
  const view: View = isSize
    ? { ...read, segment, split: read.split.filter((key) => key !== segment) }
    : read;
  const request = requestOf(view, asked.about);
  const whole = isSize ? view.segment !== null : asked.appliedWhole;
  const trend = useQuery({
    ...trendQuery(system.key, environment.key, request),
    enabled: whole,
  });
  const figure = FIGURES.find(({ value }) => value === view.figure)!;
  const problems = trend.error ? (asProblem(trend.error).errors ?? []) : [];
  const ofCondition =
    problems.length > 0 && problems.every(({ path }) => path.startsWith('condition'));
  // What was asked before stays until the answer is there, but not under another figure's name.
  const data =
    trend.data?.figure === view.figure && trend.data.segment === view.segment
      ? trend.data
      : undefined;
  const error = trend.error ?? (isSize ? live.error : null);
  return (
    <Page title="Trend" about="How it goes from day to day, week to week or month to month.">
      <Panel
        title={figure.label}
        about={figure.about}
        actions={
          <SaveReport
            view="trend"
            query={request}
            {...(isSize ? { disabled: !whole } : asked.saved)}
          />
        }
      >
        <Later fallback={<Skeleton h={64} mb="lg" />}>
          <TrendControls view={view} live={items} shown={data?.interval} problems={problems} />
        </Later>
        {ofCondition ? (
          <Text size="sm">Not counted until the condition is mended.</Text>
        ) : error ? (
          <ProblemView
            error={error}
            onRetry={() => void (trend.error ? trend.refetch() : live.refetch())}
          />
        ) : data ? (
          <Shown
            trend={data}
            view={view}
            live={items.map(({ segment }) => segment)}
            stale={trend.isPlaceholderData}
          />
        ) : isSize && live.data && !whole ? (
          <NoLiveSegment />
        ) : (
          <LoadingRows rows={1} height={320} />
        )}
      </Panel>
    </Page>
  );
}

const GOING_ON = { day: 'Today', week: 'This week', month: 'This month' };

interface ShownProps {
  trend: Trend;
  view: View;
  /** The keys of live segments whose users can be listed. */
  live: string[];
  stale: boolean;
}

function Shown({ trend, view, live, stale }: ShownProps) {
  const { system, environment } = useWhere();
  const nameOf = useSegmentName();
  const users = useUsersOf();
  const navigate = useNavigate();
  const isSize = trend.segment !== null;
  const lines = linesOf(trend, view.compared, nameOf, system.timeZone, live);
  if (isSize && lines.every(({ total }) => total === null)) {
    return (
      <Text c="dimmed">
        No size is known of these days. Sizes are noted each hour while a segment is live, and kept
        for a limited time.
      </Text>
    );
  }
  if (trend.total === 0 && trend.before.total === 0 && !isSize) return <NoLoads />;
  const figure = FIGURES.find(({ value }) => value === trend.figure)!;
  const subject = isSize ? `Users in ${nameOf(trend.segment!)}` : figure.label;
  return (
    <>
      <Chart
        title={`${subject} by ${trend.interval}`}
        kind={lines.length > 1 ? 'lines' : 'area'}
        {...alongOf(trend)}
        measure={figure.measure}
        series={lines.map(({ name, values, past }) => ({
          name,
          values,
          ...(past ? { past } : {}),
        }))}
        height={320}
        file={`${system.key}-${environment.key}-${trend.segment ?? trend.figure}`}
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
        {trend.ongoing !== null &&
          ` ${GOING_ON[trend.interval]} is still going on: dashes lead to its open point.`}
        {view.compared && ` Before: ${rangeWords(trend.before.period)}.`}
        {trend.by !== null && ' By the values that users have now.'}
        {!isSize &&
          Object.keys(trend.split).length > 0 &&
          ' By the segments that users are in now.'}{' '}
        {isSize
          ? `${unknownWords(trend)}A point of the chart leads to those who loaded a page then while they were in the segment; who else was in it is not known any more.`
          : 'A point of the chart leads to its users.'}
      </Text>
    </>
  );
}

/** Since when the size is known, where that is not all the time. */
function unknownWords({ values, intervals, interval }: Trend): string {
  const first = values.findIndex((value) => value !== null);
  const known = intervals[first];
  if (known === undefined) return 'Of these days no size is known. ';
  return first > 0
    ? `Before ${interval === 'day' ? '' : 'the '}${pointOf(known).label} no size is known: a segment has one while it is live. `
    : '';
}
