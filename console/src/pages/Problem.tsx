import { Alert, Button, Code, Group, List, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Fragment, useState, type ReactNode } from 'react';
import { auditQuery } from '../settings/queries';
import { Confirm } from '../shared/Confirm';
import { Copyable } from '../shared/Copyable';
import { InlineLink } from '../shared/InlineLink';
import { notifyDone } from '../shared/notify';
import { systemsQuery } from '../shared/queries';
import { useMay } from '../shared/session';
import { count } from '../shared/time';
import { at, usePath, useWhere } from '../shared/where';
import { When } from '../shared/When';
import { isAllowed } from './origins';
import { isRefusal, type PageProblem } from './arrivals';
import classes from './Problem.module.css';
import { useChangeEnvironment } from './queries';

interface Props {
  problem: PageProblem;
}

/** What is wrong with page loads, and what to do about it. */
export function Problem({ problem }: Props) {
  const { title, words } = shownOf(problem);
  const { count: times, lastAt, lastPage, lastOrigin } = problem;
  return (
    <Alert
      variant="default"
      icon={
        <IconAlertTriangle
          size={18}
          color={`var(--mantine-color-${isRefusal(problem.outcome) ? 'red' : 'yellow'}-text)`}
        />
      }
      title={title}
      classNames={{ body: classes.body }}
    >
      <Stack gap="sm">
        <Text size="sm">
          {count(times)} {times === 1 ? 'time' : 'times'}, last <When at={lastAt} />
          {(lastPage ?? lastOrigin) && ` from ${lastPage ?? lastOrigin}`}.
        </Text>
        {words}
      </Stack>
    </Alert>
  );
}

function shownOf(problem: PageProblem): { title: string; words: ReactNode } {
  switch (problem.outcome) {
    case 'origin-not-allowed':
      return {
        title: `Pages of ${problem.lastOrigin ?? 'no origin'} are not allowed`,
        words: <OriginNotAllowed origin={problem.lastOrigin} />,
      };
    case 'unknown-key':
      return {
        title: problem.lastKey
          ? `A page has a client key that no environment has: ${problem.lastKey}…`
          : 'A page has no client key',
        words: <UnknownKey selector={problem.lastKey} />,
      };
    case 'hash-missing':
      return { title: 'Pages send no proof of their user', words: <HashMissing /> };
    case 'hash-wrong':
      return { title: 'The proof of their user is not right', words: <HashWrong /> };
    case 'verification-unavailable':
      return {
        title: 'Proofs cannot be checked',
        words: (
          <Text size="sm">
            The secrets were closed with another key than this server has. Whoever runs it finds
            more in its log; with the key file of before, or with a secret made anew here, it goes
            on. <Go to="pages/access#verification">See the secrets</Go>
          </Text>
        ),
      };
    case 'too-many-page-loads':
      return {
        title: 'Too many page loads come from one address',
        words: (
          <Text size="sm">
            Mostly a page that asks again and again, or many people behind one address, or a server
            that asks for all its users. Whoever runs Muster can raise page-load-rate, or except the
            address by page-load-rate-exempt. Page loads with a right proof are not counted.
          </Text>
        ),
      };
    case 'no-user':
      return { title: 'Pages do not know their user', words: <NoUser /> };
    case 'not-secure':
      return {
        title: 'Pages have no TLS',
        words: (
          <Text size="sm">
            Identifiers are kept hashed only, and browsers make hashes on pages with TLS alone.
            Serve the page by https, or <Go to="pages/answers">turn hashing off</Go>.
          </Text>
        ),
      };
    default:
      return { title: problem.outcome, words: null };
  }
}

/** A way to where it is mended. */
function Go({ to, children }: { to: string; children: ReactNode }) {
  const path = usePath();
  return <InlineLink to={path(to)}>{children}</InlineLink>;
}

function OriginNotAllowed({ origin }: { origin: string | null }) {
  const { system, environment } = useWhere();
  const admin = useMay('admin');
  const [asking, setAsking] = useState(false);
  const change = useChangeEnvironment(system.key, {
    same: (one, other) => one.allowedOrigins.join() === other.allowedOrigins.join(),
    onDone: () => {
      setAsking(false);
      notifyDone(`Pages of ${origin} are allowed from now on.`);
    },
  });
  if (origin === null || !/^https?:/.test(origin)) {
    return (
      <Text size="sm">
        The page has no origin: it is a file, stands in a frame that is locked in, or asks in a way
        in which browsers say none. Such pages may ask only where any origin may.
      </Text>
    );
  }
  if (!admin) {
    return <Text size="sm">If it is yours, an administrator can allow it.</Text>;
  }
  return (
    <Group gap="md">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} />}
        classNames={{ root: classes.button, label: classes.label }}
        onClick={() => setAsking(true)}
      >
        Add {origin} to the allowed origins
      </Button>
      <Text size="sm">
        <Go to="pages/access">All allowed origins</Go>
      </Text>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={`Allow ${origin}?`}
        action="Allow it"
        harmless
        pending={change.isPending}
        onConfirm={() => {
          if (isAllowed(origin, environment.allowedOrigins)) return setAsking(false);
          change.mutate({
            base: environment,
            change: { allowedOrigins: [...environment.allowedOrigins, origin] },
          });
        }}
      >
        Its pages can then load segments of {environment.name}. Allow it only if it is yours.
      </Confirm>
    </Group>
  );
}

function UnknownKey({ selector }: { selector: string | null }) {
  const { environment } = useWhere();
  const admin = useMay('admin');
  return (
    <>
      <Text size="sm">
        It may be of a page of yours with a key that was replaced or cut off, or of a system that is
        deleted; it is told in every environment, as it belongs to none.
      </Text>
      {admin && selector && <WhoseKey selector={selector} />}
      <Text size="sm">The present key of {environment.name}:</Text>
      <Copyable wrap value={environment.clientKey} name={`client key of ${environment.name}`} />
    </>
  );
}

/** Whose key it was, as far as the audit log tells. */
function WhoseKey({ selector }: { selector: string }) {
  const { data } = useInfiniteQuery(auditQuery({ kind: 'environment', q: selector }));
  const { data: systems } = useQuery(systemsQuery);
  const had = (thing: unknown) =>
    (thing as { clientKey?: string } | null)?.clientKey?.startsWith(selector) ?? false;
  const entry = data?.pages[0]?.items.find(({ before, after }) => had(before) || had(after));
  if (!entry) return null;
  const [systemKey = '', environmentKey = ''] = entry.key.split('/');
  const isThere = systems
    ?.find(({ key }) => key === systemKey)
    ?.environments.some(({ key }) => key === environmentKey);
  const { name } = (entry.before ?? entry.after) as { name?: string };
  return (
    <Text size="sm">
      It was the key of {name ?? environmentKey} in the system {systemKey}
      {had(entry.before) && !had(entry.after) && (
        <>
          , until {entry.actor} replaced or removed it <When at={entry.at} />
        </>
      )}
      .{' '}
      {isThere && (
        <InlineLink to={at({ key: systemKey }, { key: environmentKey }, 'pages')}>
          Its script tag now
        </InlineLink>
      )}
    </Text>
  );
}

function HashMissing() {
  return (
    <>
      <Text size="sm">This environment requires proofs. Mostly it is one of these:</Text>
      <List size="sm" spacing={4}>
        <List.Item>The page names its user without the proof that the server made.</List.Item>
        <List.Item>The snippet finds the user by itself, and has no proof then.</List.Item>
        <List.Item>A browser or a proxy still keeps the page of before.</List.Item>
      </List>
      <Text size="sm">
        <Go to="pages/access#verification">How a page proves its user</Go>
      </Text>
    </>
  );
}

function HashWrong() {
  const { environment } = useWhere();
  return (
    <>
      <Text size="sm">Mostly it is one of these:</Text>
      <List size="sm" spacing={4}>
        <List.Item>
          It was made of another form of the identifier: other capitals, spaces around it, a number
          in place of the e-mail address.
        </List.Item>
        <List.Item>It is Base64 instead of hex, or a hash without the secret.</List.Item>
        <List.Item>
          It was made with the secret of another environment, or with one that is removed. Those of{' '}
          {environment.name} begin with{' '}
          {environment.verification.secrets.map(({ id }, at) => (
            <Fragment key={id}>
              {at > 0 && ' and '}
              <Code>{id}</Code>
            </Fragment>
          ))}
          .
        </List.Item>
        <List.Item>
          Identifiers are hashed, and it was made of the plain one, or the reverse.
        </List.Item>
      </List>
      <Text size="sm">
        <Go to="pages/access#verification">The code that makes it</Go>
      </Text>
    </>
  );
}

function NoUser() {
  return (
    <Text size="sm">
      The snippet runs, but has found nobody in time. On pages where nobody is signed in that is as
      it should be. Elsewhere: <Go to="pages/user">try what it finds</Go>, or let it wait for
      longer.
    </Text>
  );
}
