import { Alert, Anchor, Box, Button, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconChartBar, IconDownload, IconUser } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { ConditionPreview } from '../conditions/ConditionPreview';
import { attributesQuery } from '../conditions/queries';
import { api, taken } from '../shared/api';
import type { Filter } from '../shared/contract';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { useMay } from '../shared/session';
import { Empty, ProblemView } from '../shared/states';
import { count } from '../shared/time';
import { usePath, useWhere } from '../shared/where';
import { BreakdownPanel } from './BreakdownPanel';
import { ConditionPanel } from './ConditionPanel';
import { FilterBar } from './FilterBar';
import { ASKED_ID } from './focus-asked';
import classes from './InsightsPage.module.css';
import { filtersQuery } from './queries';
import { useAsked } from './useAsked';

// Opened by some, so it comes after the page.
const ExportUsers = lazy(async () => ({ default: (await import('./ExportUsers')).ExportUsers }));

/** Questions about all users: how many a condition holds for, and what they are like. */
export function Component() {
  const { system } = useWhere();
  const filters = useQuery(filtersQuery(system.key));
  const attributes = useQuery(attributesQuery(system.key));
  const error = filters.error ?? attributes.error;
  if (filters.data && attributes.data) {
    return <Insights filters={filters.data} bare={attributes.data.items.length === 0} />;
  }
  return (
    <Page title="Insights" about={ABOUT}>
      {error ? (
        <ProblemView
          error={error}
          onRetry={() => {
            void filters.refetch();
            void attributes.refetch();
          }}
        />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

const ABOUT = 'Users as they are now: how many a condition holds for, and what they are like.';

interface Props {
  filters: Filter[];
  /** Whether there is no attribute yet. */
  bare: boolean;
}

function Insights({ filters, bare }: Props) {
  const asked = useAsked(filters);
  const path = usePath();
  const [exporting, setExporting] = useState(false);
  const { filter, preview, finished } = asked;
  useNoteUse(filter?.key);
  const counted = preview.preview;
  const nobody = counted?.total === 0;
  const some = (counted?.matching ?? 0) > 0;
  const list = `${path('users')}?condition=${encodeURIComponent(JSON.stringify(asked.applied))}`;
  return (
    <Page
      title="Insights"
      about={ABOUT}
      actions={
        some && (
          <Button
            variant="default"
            leftSection={<IconDownload size={16} />}
            onClick={() => setExporting(true)}
          >
            Export users
          </Button>
        )
      }
    >
      {nobody && bare ? (
        <NoAttributes />
      ) : (
        <>
          <FilterBar filters={filters} asked={asked} />
          <Box className={classes.columns}>
            <Box
              className={classes.condition}
              id={ASKED_ID}
              tabIndex={-1}
              role="group"
              aria-label="Who is looked at"
            >
              {asked.goneFilter !== null && (
                <Notice title={`There is no saved filter “${asked.goneFilter}”`}>
                  It may have been deleted since the link was made.{' '}
                  <Anchor
                    component={Link}
                    to={asked.link({ filter: null })}
                    inherit
                    c="inherit"
                    underline="always"
                  >
                    Go on without it
                  </Anchor>
                </Notice>
              )}
              {asked.unreadable && (
                <Notice title="The condition in the link cannot be read">
                  A part of the link may be missing. What is shown is{' '}
                  {filter ? 'as the filter is saved' : 'for all users'}.{' '}
                  <Anchor
                    component={Link}
                    to={asked.link({ condition: null })}
                    inherit
                    c="inherit"
                    underline="always"
                  >
                    Go on without it
                  </Anchor>
                </Notice>
              )}
              <ConditionPanel key={filter?.key ?? ''} asked={asked} />
            </Box>
            <Box className={classes.count}>
              <Panel title="Matching users">
                <ConditionPreview state={preview} finished={finished} wordless={!asked.changed} />
                {some && (
                  <Anchor component={Link} to={list} size="sm" display="inline-block" mt="sm">
                    {counted?.matching === 1
                      ? 'Open the list with this user'
                      : `List all ${count(counted?.matching ?? 0)} users`}
                  </Anchor>
                )}
              </Panel>
            </Box>
            <Box className={classes.breakdown}>
              {nobody ? <NoUsers /> : <BreakdownPanel asked={asked} />}
            </Box>
          </Box>
        </>
      )}
      <Suspense fallback={null}>
        <ExportUsers
          asked={asked}
          matching={counted?.matching ?? 0}
          opened={exporting}
          onClose={() => setExporting(false)}
        />
      </Suspense>
    </Page>
  );
}

/** Notes that a filter is used, by whoever chooses it or follows a link to it. */
function useNoteUse(filter: string | undefined) {
  const { system } = useWhere();
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (key: string) =>
      taken(
        api.POST('/api/v1/systems/{system}/filters/{filter}/use', {
          params: { path: { system: system.key, filter: key } },
        }),
      ),
    // It is for the order of the bar alone; nobody has to hear that it did not work.
    meta: { shown: true },
    onSuccess: () => client.invalidateQueries({ queryKey: filtersQuery(system.key).queryKey }),
  });
  useEffect(() => {
    if (filter !== undefined) mutate(filter);
  }, [filter, mutate]);
}

function NoAttributes() {
  const path = usePath();
  const mayEdit = useMay('editor');
  return (
    <Empty
      icon={IconChartBar}
      title="There is nothing to ask about yet"
      action={
        <Button component={Link} to={path(mayEdit ? 'integrations/new' : 'integrations')}>
          {mayEdit ? 'Set up an integration' : 'See the integrations'}
        </Button>
      }
    >
      Insights count users and break them down by their attributes. Attributes come from
      integrations: set one up, and send the first users.
    </Empty>
  );
}

function NoUsers() {
  const { environment } = useWhere();
  const path = usePath();
  return (
    <Empty
      icon={IconUser}
      title={`${environment.name} has no users yet`}
      action={
        <Button component={Link} to={path('integrations')}>
          See the endpoints
        </Button>
      }
    >
      They come with the first delivery to an endpoint of this environment. Then they are counted
      and broken down here.
    </Empty>
  );
}

function Notice({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Alert
      color="yellow"
      variant="light"
      mb="lg"
      icon={<IconAlertTriangle size={18} />}
      title={title}
      role="alert"
    >
      <Text size="sm">{children}</Text>
    </Alert>
  );
}

function Loading() {
  return (
    <Stack role="status" aria-label="Loading">
      <Skeleton h={88} />
      <Skeleton h={110} />
      <Skeleton h={360} />
    </Stack>
  );
}
