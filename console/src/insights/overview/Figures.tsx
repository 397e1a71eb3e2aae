import { Anchor, Box, Text } from '@mantine/core';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link, type To } from 'react-router';
import { whenWords } from '../../conditions/period';
import type { Overview } from '../../shared/contract';
import { count } from '../../shared/time';
import { usePath } from '../../shared/where';
import { changeWords, type Compared } from '../change';
import { useAsked } from '../frame/asked';
import { useUsersOf } from '../frame/useUsersOf';
import { usersWords } from '../UserCount';
import classes from './Overview.module.css';

interface Props {
  overview: Overview;
  /** Whether nobody loaded a page for long; then there are no figures of it. */
  quiet: boolean;
}

/** The figures beside each other, each with what it was before, and leading to its users. */
export function Figures({ overview, quiet }: Props) {
  const { period } = useAsked();
  const users = useUsersOf();
  const path = usePath();
  const { known, matching, active, figures, deliveries } = overview;
  const { request } = period;
  const when = whenWords(request);
  const within = (days: number) => users({ among: [{ kind: 'active', period: { days } }] });
  const loaded = users({ among: [{ kind: 'active', period: request }] });
  const who = `Their ${usersWords(figures.activeUsers.now)}`;
  return (
    <Box className={classes.figures}>
      <FigureGroup title="Users">
        <Figure name={matching === known ? 'Known' : 'Matching'} value={matching} to={users()}>
          {matching === known ? 'all that are known here' : `of ${count(known)} known`}
        </Figure>
        <Figure name="Active today" value={active.today.now} to={within(1)}>
          {/* Today is still going on, so it is not compared with a whole day. */}
          {count(active.today.before)} on the whole of yesterday
        </Figure>
        <Figure name="Active in 7 days" value={active.week.now} to={within(7)}>
          <Change {...active.week} than="in the 7 before" />
        </Figure>
        <Figure name="Active in 30 days" value={active.month.now} to={within(30)}>
          <Change {...active.month} than="in the 30 before" />
        </Figure>
      </FigureGroup>
      {!quiet && (
        <FigureGroup title={`What they did ${when}`}>
          <Figure name="Active users" value={figures.activeUsers.now} to={loaded}>
            <Change {...figures.activeUsers} than="before" />
          </Figure>
          <Figure
            name="New users"
            value={figures.newUsers.now}
            to={users({ among: [{ kind: 'new', period: request }] })}
          >
            <Change {...figures.newUsers} than="before" />
          </Figure>
          <Figure name="Page loads" value={figures.pageLoads.now} to={loaded} leads={who}>
            <Change {...figures.pageLoads} than="before" />
          </Figure>
          <Figure name="Sessions" value={figures.sessions.now} to={loaded} leads={who}>
            <Change {...figures.sessions} than="before" />
          </Figure>
        </FigureGroup>
      )}
      <FigureGroup title="What came in for all users, in the last 24 hours">
        <Figure
          name="Deliveries"
          value={deliveries.all.now}
          to={{ to: path('integrations') }}
          leads="The integrations that they came through"
        >
          <Change {...deliveries.all} than="in the 24 before" />
        </Figure>
        <Figure
          name="Refused"
          value={deliveries.refused.now}
          to={{ to: path('integrations') }}
          leads="The integrations that they came through"
        >
          <Change {...deliveries.refused} than="in the 24 before" />
        </Figure>
      </FigureGroup>
    </Box>
  );
}

function FigureGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={title}>
      <Text component="h2" className={classes.heading}>
        {title}
      </Text>
      <ul className={classes.tiles}>{children}</ul>
    </Box>
  );
}

interface FigureProps {
  name: string;
  value: number;
  to: { to: To; state?: unknown };
  /** What is found where it leads, if that is something else than what it counts. */
  leads?: string;
  /** What it is beside. */
  children: ReactNode;
}

function Figure({ name, value, to, leads, children }: FigureProps) {
  return (
    <li className={classes.tile}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      {value > 0 ? (
        <Anchor
          component={Link}
          {...to}
          className={classes.value}
          title={leads}
          aria-label={`${name}: ${count(value)}`}
        >
          {count(value)}
        </Anchor>
      ) : (
        <Text component="div" className={classes.value}>
          0
        </Text>
      )}
      <Text size="xs" c="dimmed" component="div">
        {children}
      </Text>
    </li>
  );
}

function Change({ now, before, than }: Compared & { than: string }) {
  // Where nothing was recorded, nothing has grown.
  if (before === 0 && now > 0) return <>none {than}</>;
  const Arrow = now > before ? IconArrowUpRight : now < before ? IconArrowDownRight : null;
  return (
    <span title={`${count(now)}, ${count(before)} ${than}`}>
      {Arrow && <Arrow size={13} className={classes.arrow} aria-hidden />}
      {changeWords({ now, before })}
      {now !== before && ` than ${than}`}
    </span>
  );
}
