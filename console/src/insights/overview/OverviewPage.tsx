import { Anchor, Box, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import { whenWords } from '../../conditions/period';
import { Chart } from '../../shared/chart';
import type { Overview } from '../../shared/contract';
import { Page } from '../../shared/Page';
import { Panel } from '../../shared/Panel';
import { asProblem } from '../../shared/problem';
import { LoadingRows, ProblemView } from '../../shared/states';
import { usePath, useWhere } from '../../shared/where';
import { overviewQuery, trendQuery } from '../queries';
import { SaveReport } from '../../reports/SaveReport';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { NoLoads } from '../NoLoads';
import { alongOf } from '../intervals';
import { Figures } from './Figures';
import { Movers } from './Movers';
import classes from './Overview.module.css';

/** How many users there are, what they do, and what changed, at a glance. */
export function Component() {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const overview = useQuery({
    ...overviewQuery(system.key, environment.key, asked.about),
    enabled: asked.appliedWhole,
  });
  const problems = overview.error ? (asProblem(overview.error).errors ?? []) : [];
  const ofCondition =
    problems.length > 0 && problems.every(({ path }) => path.startsWith('condition'));
  return (
    <Page
      title="Overview"
      about="How many users there are, what they do, and what changed."
      actions={<SaveReport view="overview" query={asked.about} {...asked.saved} />}
    >
      {ofCondition ? (
        <Text size="sm">Not counted until the condition is mended.</Text>
      ) : overview.error ? (
        <ProblemView error={overview.error} onRetry={() => void overview.refetch()} />
      ) : overview.data ? (
        <Shown overview={overview.data} stale={overview.isPlaceholderData} />
      ) : (
        <LoadingRows rows={3} height={116} />
      )}
    </Page>
  );
}

function Shown({ overview, stale }: { overview: Overview; stale: boolean }) {
  const { active, figures } = overview;
  const quiet =
    figures.pageLoads.now === 0 && figures.pageLoads.before === 0 && active.month.now === 0;
  return (
    <Box className={classes.overview} data-stale={stale || undefined} aria-busy={stale}>
      <Figures overview={overview} quiet={quiet} />
      {quiet ? <NoLoads /> : <SmallTrend />}
      <Movers overview={overview} />
    </Box>
  );
}

/** Active users over the period; the trend has more of it. */
function SmallTrend() {
  const { system, environment } = useWhere();
  const asked = useAsked();
  const path = usePath();
  const users = useUsersOf();
  const navigate = useNavigate();
  const trend = useQuery(
    trendQuery(system.key, environment.key, { ...asked.about, figure: 'activeUsers' }),
  );
  return (
    <Panel
      title={`Active users ${whenWords(asked.period.request)}`}
      actions={
        <Anchor component={Link} to={path('insights/trend') + asked.shared} size="sm">
          Open the trend
        </Anchor>
      }
    >
      {trend.error ? (
        <ProblemView error={trend.error} onRetry={() => void trend.refetch()} />
      ) : trend.data ? (
        <Chart
          title={`Active users by ${trend.data.interval}`}
          kind="area"
          {...alongOf(trend.data)}
          measure="Users"
          series={[{ name: 'Active users', values: trend.data.values }]}
          height={200}
          file={`${system.key}-${environment.key}-activeUsers`}
          stale={trend.isPlaceholderData}
          onPick={(_, point) => {
            const period = trend.data.intervals[point];
            if (!period) return;
            const { to, state } = users({ among: [{ kind: 'active', period }] });
            void navigate(to, { state });
          }}
        />
      ) : (
        <LoadingRows rows={1} height={234} />
      )}
    </Panel>
  );
}
