import { Alert, Anchor, Badge, Code, List, Text, Title } from '@mantine/core';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconHourglass,
  type Icon,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { Environment, PageLoadAttempt, PageLoadCheck } from '../shared/contract';
import { InlineLink } from '../shared/InlineLink';
import { OpenApplication } from '../shared/OpenApplication';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { pageSettingsQuery } from '../shared/queries';
import { LoadingRows } from '../shared/states';
import { agoInSeconds, count, inFull } from '../shared/time';
import { brokenWords, type StreamState } from '../shared/useEvents';
import { usePath, useWhere } from '../shared/where';
import { When } from '../shared/When';
import {
  isRefusal,
  outcomeWords,
  problemsOf,
  refusedWords,
  verdictOf,
  type Verdict,
} from './arrivals';
import classes from './InstalledPage.module.css';
import { Problem } from './Problem';
import { useArrivals, useNow } from './useArrivals';

/** Whether pages of the application are connected: what arrives, and what is wrong with it. */
export function Component() {
  const { system, environment } = useWhere();
  const { data } = useQuery(pageSettingsQuery(system.key));
  return (
    <Page
      title={`Installed in ${environment.name}?`}
      about="Page loads as they arrive, since the server was started. Load a page of the application, and watch."
      actions={data?.applicationUrl && <OpenApplication url={data.applicationUrl} />}
    >
      <Arrivals key={`${system.key} ${environment.key}`} />
    </Page>
  );
}

function Arrivals() {
  const { system, environment } = useWhere();
  const { query, state } = useArrivals(system.key, environment.key);
  return (
    <Queried query={query} loading={<LoadingRows rows={4} height={84} />}>
      {(check) => <Check check={check} environment={environment} state={state} />}
    </Queried>
  );
}

interface CheckProps {
  check: PageLoadCheck;
  environment: Environment;
  state: StreamState;
}

function Check({ check, environment, state }: CheckProps) {
  const now = useNow();
  const verdict = verdictOf(check, environment, now);
  const { current, earlier } = problemsOf(check, environment, now);
  const broken = brokenWords(state, 'The live list');
  return (
    <div className={classes.parts}>
      <Headline verdict={verdict} check={check} now={now} />
      {current.map((problem) => (
        <Problem key={problem.outcome} problem={problem} />
      ))}
      {verdict.state === 'nothing' && <Checklist />}
      <Panel
        flush
        title="The latest"
        about={
          check.recent.length > 0 &&
          `${count(check.answered)} answered since ${inFull(check.since)}. Of many at once only some are listed.`
        }
        actions={
          <Badge variant="dot" color={state === 'open' ? 'green' : 'gray'}>
            {state === 'open' ? 'Live' : 'Not live'}
          </Badge>
        }
      >
        {broken && (
          <Alert color="yellow" radius={0} icon={<IconAlertTriangle size={18} />}>
            {broken}
          </Alert>
        )}
        {check.recent.length === 0 ? (
          <Text size="sm" c="dimmed" p="lg">
            Whatever arrives shows here at once, also what is refused.
          </Text>
        ) : (
          <ul className={classes.list} aria-label="Page loads">
            {check.recent.map((attempt, at) => (
              <Attempt
                key={`${attempt.at} ${attempt.outcome} ${check.recent.length - at}`}
                attempt={attempt}
              />
            ))}
          </ul>
        )}
      </Panel>
      {earlier.length > 0 && (
        <Panel
          title="Earlier problems"
          about="They have not come again for a while, or the settings have mended them."
        >
          <List size="sm" spacing={4}>
            {earlier.map(({ outcome, count: times, lastAt, lastPage, lastOrigin, lastKey }) => (
              <List.Item key={outcome}>
                {outcomeWords({ ...NOBODY, outcome, key: lastKey })}: {count(times)}{' '}
                {times === 1 ? 'time' : 'times'}, last <When at={lastAt} />
                {(lastPage ?? lastOrigin) && ` from ${lastPage ?? lastOrigin}`}
              </List.Item>
            ))}
          </List>
        </Panel>
      )}
    </div>
  );
}

const NOBODY: PageLoadAttempt = {
  at: '',
  outcome: '',
  via: 'page',
  page: null,
  origin: null,
  user: null,
  known: null,
  segments: 0,
  key: null,
};

const SHOWN: Record<Verdict['state'], { color: string; icon: Icon }> = {
  nothing: { color: 'gray', icon: IconHourglass },
  arriving: { color: 'green', icon: IconCircleCheck },
  mixed: { color: 'yellow', icon: IconAlertTriangle },
  refused: { color: 'red', icon: IconCircleX },
};

function headOf(verdict: Verdict): string {
  switch (verdict.state) {
    case 'nothing':
      return 'Nothing has arrived yet';
    case 'arriving':
      return 'Page loads arrive';
    case 'mixed':
      return 'Page loads arrive, but not all are answered';
    case 'refused':
      return refusedWords(verdict.problem);
  }
}

interface HeadlineProps {
  verdict: Verdict;
  check: PageLoadCheck;
  now: Date;
}

function Headline({ verdict, check, now }: HeadlineProps) {
  // What the snippet itself says is no refusal.
  const shown =
    verdict.state === 'refused' && !isRefusal(verdict.problem.outcome) ? 'mixed' : verdict.state;
  const { color, icon: Icon } = SHOWN[shown];
  return (
    <section className={classes.headline} data-state={shown} aria-label="How it is">
      <Icon size={30} stroke={1.7} color={`var(--mantine-color-${color}-text)`} aria-hidden />
      <div className={classes.words}>
        {/* Only this is read out as it changes, not the seconds. */}
        <Title order={2} role="status">
          {headOf(verdict)}
        </Title>
        <Text size="sm" c="dimmed">
          {detailOf(verdict, check, now)}
        </Text>
      </div>
    </section>
  );
}

function detailOf(verdict: Verdict, { since, lastAnsweredAt }: PageLoadCheck, now: Date): string {
  switch (verdict.state) {
    case 'nothing':
      return `Since ${inFull(since)}, when the server began to count.`;
    case 'arriving':
    case 'mixed': {
      const from = verdict.from ? `, from ${verdict.from}` : '';
      return `The last one that was answered: ${agoInSeconds(verdict.at, now)}${from}.`;
    }
    case 'refused': {
      const { lastAt, lastPage, lastOrigin } = verdict.problem;
      const from = lastPage ?? lastOrigin;
      const answered = lastAnsweredAt
        ? `The last one that was answered: ${agoInSeconds(lastAnsweredAt, now)}.`
        : 'None has been answered.';
      return `The last one: ${agoInSeconds(lastAt, now)}${from ? `, from ${from}` : ''}. ${answered}`;
    }
  }
}

function Checklist() {
  const { system, environment } = useWhere();
  const path = usePath();
  const { data } = useQuery(pageSettingsQuery(system.key));
  const script = `${window.location.origin}/muster.js?key=${environment.clientKey}`;
  const seconds = (data?.waitMillis ?? 0) / 1000;
  return (
    <Panel title="What to look at">
      <List type="ordered" size="sm" spacing={8} maw="46rem">
        <List.Item>
          Is the script tag of {environment.name} in the page, with its client key?{' '}
          <InlineLink to={path('pages')}>Copy it</InlineLink>
        </List.Item>
        <List.Item>
          Does the browser that shows the page reach Muster?{' '}
          <Anchor
            href={script}
            target="_blank"
            rel="noreferrer"
            inherit
            underline="always"
            fw={550}
            c="var(--mantine-color-text)"
          >
            Open the snippet
          </Anchor>{' '}
          there: it has to show a script.
          {window.location.protocol === 'http:' &&
            ' It is served without TLS here, and pages with TLS load nothing of that kind.'}
        </List.Item>
        <List.Item>
          Does the page have a Content-Security-Policy? It needs{' '}
          <Code>{window.location.origin}</Code> in <Code>script-src</Code> and{' '}
          <Code>connect-src</Code>.
        </List.Item>
        <List.Item>
          Has the page known its user? It is waited for
          {seconds > 0 ? ` up to ${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : ''}, and then
          told here as well. <InlineLink to={path('pages/user')}>Try how it is found</InlineLink>
        </List.Item>
        <List.Item>Does something in the browser block it, such as an ad blocker?</List.Item>
      </List>
    </Panel>
  );
}

const BADGES: Record<string, { label: string; color: string }> = {
  answered: { label: 'Answered', color: 'green' },
  'no-user': { label: 'No user', color: 'yellow' },
  'not-secure': { label: 'No hash', color: 'yellow' },
};

function Attempt({ attempt }: { attempt: PageLoadAttempt }) {
  const { outcome, via, page, origin, user, known, at } = attempt;
  const path = usePath();
  const { label, color } = BADGES[outcome] ?? { label: 'Refused', color: 'red' };
  return (
    <li className={classes.attempt}>
      <span className={classes.outcome}>
        <Badge variant="light" color={color}>
          {label}
        </Badge>
      </span>
      <span className={`${classes.page} ${classes.cut}`} title={page ?? undefined}>
        {page ?? origin ?? 'no page'}
        {via === 'openfeature' && ' (OpenFeature)'}
      </span>
      <span className={`${classes.user} ${classes.cut}`}>
        {user === null ? (
          <Text span inherit c="dimmed">
            no user
          </Text>
        ) : known ? (
          <Anchor
            component={Link}
            to={path(`users/${encodeURIComponent(user)}`)}
            inherit
            c="var(--mantine-color-text)"
            underline="always"
          >
            {user}
          </Anchor>
        ) : (
          user
        )}
      </span>
      <span className={classes.result}>{outcomeWords(attempt)}</span>
      <span className={classes.when}>
        <When at={at} />
      </span>
    </li>
  );
}
