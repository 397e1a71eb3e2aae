import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconTrash, IconUserQuestion } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { api, taken } from '../shared/api';
import { BackLink } from '../shared/BackLink';
import { useCameFrom } from '../shared/came-from';
import type { User } from '../shared/contract';
import { Copyable } from '../shared/Copyable';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { ProblemError } from '../shared/problem';
import { useMay } from '../shared/session';
import { Empty, LoadingRows, ProblemView } from '../shared/states';
import { count } from '../shared/time';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { AttributesPanel } from './AttributesPanel';
import { DeliveriesPanel } from './DeliveriesPanel';
import { EraseUser } from './EraseUser';
import { userQuery } from './queries';
import { SaveButton } from './SaveButton';
import { SegmentsPanel } from './SegmentsPanel';
import classes from './UserPage.module.css';

/** All that is known of one user, and the ways to hand it out and to erase it. */
export function Component() {
  const user = useUserOfPath();
  // Everything on the page is about one user; another one begins anew.
  return <OneUser key={user} id={user} />;
}

/** The identifier in the address. Not by the router's parameter, which takes `%252F` for a slash. */
function useUserOfPath(): string {
  const { pathname } = useLocation();
  const last = pathname.split('/').pop() ?? '';
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}

function OneUser({ id }: { id: string }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const from = useCameFrom();
  const mayErase = useMay('admin');
  const query = useQuery(userQuery(system.key, environment.key, id));
  const [erasing, setErasing] = useState(false);
  // Also where nobody is known any more, everything that was sent may have been refused.
  const [sent, setSent] = useState(false);
  const unknown = query.error instanceof ProblemError && query.error.status === 404;
  const user = unknown ? undefined : query.data;
  return (
    <Page
      title={id}
      above={
        // The list that one came from, where it was left.
        <BackLink
          to={from?.to ?? path('users')}
          state={{ ...(from?.state as object | null), again: true }}
        >
          {from?.label ?? 'Users'}
        </BackLink>
      }
      actions={
        mayErase && (
          <>
            {user && <ExportUser id={id} />}
            {(user || (unknown && sent)) && (
              <Button
                variant="default"
                leftSection={<IconTrash size={16} stroke={1.7} />}
                onClick={() => setErasing(true)}
              >
                Erase
              </Button>
            )}
          </>
        )
      }
    >
      {user ? (
        <Known user={user} />
      ) : unknown ? (
        <Unknown id={id} />
      ) : query.error ? (
        <ProblemView error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <LoadingRows rows={6} height={56} />
      )}
      {(user || unknown) && <DeliveriesPanel user={id} onFound={setSent} silent={unknown} />}
      <EraseUser user={id} opened={erasing} onClose={() => setErasing(false)} />
    </Page>
  );
}

function Known({ user }: { user: User }) {
  return (
    <>
      <Panel>
        <SimpleGrid cols={{ base: 1, xs: 3, md: 5 }} spacing="lg" className={classes.facts}>
          <Fact name="First seen">
            <When at={user.firstSeen} never="not yet on a page" />
          </Fact>
          <Fact name="Last seen">
            <When at={user.lastSeen} never="not yet on a page" />
          </Fact>
          <Fact name="Sessions">{count(user.sessions)}</Fact>
          <Fact name="Page loads">{count(user.pageLoads)}</Fact>
          <Fact name="Active days of the last 30">{count(user.activeDays)}</Fact>
        </SimpleGrid>
        <div className={classes.identifier}>
          <Text size="xs" c="dimmed" mb={4}>
            Identifier
          </Text>
          <Copyable value={user.id} name="identifier" />
        </div>
      </Panel>
      <div className={classes.columns}>
        <div>
          <AttributesPanel user={user} />
        </div>
        <div>
          <SegmentsPanel user={user} />
        </div>
      </div>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      <Text component="div" fw={550}>
        {children}
      </Text>
    </div>
  );
}

function Unknown({ id }: { id: string }) {
  const { environment } = useWhere();
  const path = usePath();
  return (
    <Stack mb="lg">
      <Empty
        icon={IconUserQuestion}
        title={`Nobody of this identifier is known in ${environment.name}`}
        action={
          <Group gap="xs" justify="center">
            <Button component={Link} to={path(`users?q=${encodeURIComponent(id)}`)}>
              Find who begins so
            </Button>
            <Button component={Link} to={path('users')} variant="default">
              Show all users
            </Button>
          </Group>
        }
      >
        Identifiers are compared exactly, capitals included. The user may have been erased, or be
        known in another environment.
      </Empty>
    </Stack>
  );
}

function ExportUser({ id }: { id: string }) {
  const { system, environment } = useWhere();
  return (
    <SaveButton
      label="Export"
      name={`${system.key}-${environment.key}-user.json`}
      file={() =>
        taken(
          api.GET('/api/v1/systems/{system}/environments/{environment}/users/{user}/export', {
            params: { path: { system: system.key, environment: environment.key, user: id } },
            parseAs: 'blob',
          }),
        )
      }
    />
  );
}
