import { Anchor, Box, Container, Stack, Text, Title } from '@mantine/core';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation } from 'react-router';
import { api, taken } from '../shared/api';
import type { Shared } from '../shared/contract';
import { Panel } from '../shared/Panel';
import { ProblemError } from '../shared/problem';
import { LoadingRows, ProblemView } from '../shared/states';
import { inFull } from '../shared/time';
import { When } from '../shared/When';
import classes from './Dashboard.module.css';
import { Drawing } from './Drawing';

const sharedQuery = (secret: string) =>
  queryOptions({
    queryKey: ['shared', secret],
    queryFn: ({ signal }) => taken(api.POST('/api/v1/shared', { body: { secret }, signal })),
    retry: false,
    gcTime: 0,
  });

/** Where read-only links lead: a report or a dashboard, for whoever has the link. */
export function Component() {
  // After the #, so that it is in no log.
  const secret = useLocation().hash.slice(1);
  const query = useQuery({ ...sharedQuery(secret), enabled: secret !== '' });
  const gone =
    secret === '' || (query.error instanceof ProblemError && query.error.code === 'link-unknown');
  const title = query.data?.name ?? (gone ? 'This link does not work' : 'One moment');
  useEffect(() => {
    document.title = `${title} · Muster`;
  }, [title]);
  return (
    <Container component="main" size="xl" py="xl">
      <Title order={1}>{title}</Title>
      {query.data ? (
        <Shown shared={query.data} />
      ) : gone ? (
        <Stack gap="sm" mt="md">
          <Text>
            It has expired, was revoked, or is not whole. Ask whoever gave it to you for a new one.
          </Text>
          <Anchor component={Link} to="/sign-in" size="sm">
            Go to the sign-in
          </Anchor>
        </Stack>
      ) : query.error ? (
        <Box mt="md">
          <ProblemView error={query.error} onRetry={() => void query.refetch()} />
        </Box>
      ) : (
        <Box mt="md">
          <LoadingRows rows={2} height={240} />
        </Box>
      )}
    </Container>
  );
}

function Shown({ shared }: { shared: Shared }) {
  return (
    <>
      <Text c="dimmed" mt={4} mb="lg">
        {shared.description && `${shared.description} `}
        {shared.system}, as it was <When at={shared.at} />. This link works until{' '}
        {inFull(shared.expiresAt)}.
      </Text>
      {shared.items.length === 0 && <Text>There is nothing on this dashboard.</Text>}
      <Box className={classes.grid}>
        {shared.items.map((item, at) => (
          <Box key={at} className={classes.item} data-width={item.width}>
            <Panel title={item.name} about={item.description}>
              {item.shown ? (
                <Drawing name={item.name} shown={item.shown} file={`report-${at + 1}`} />
              ) : (
                <Text size="sm">{item.problem}</Text>
              )}
            </Panel>
          </Box>
        ))}
      </Box>
    </>
  );
}
