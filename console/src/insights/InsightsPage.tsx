import { Alert, Anchor, Box, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { narrows } from '../conditions/condition';
import { ConditionPreview } from '../conditions/ConditionPreview';
import { filtersQuery, useNoteUse } from '../conditions/filters';
import { NoUsers } from '../conditions/NoUsers';
import type { Filter } from '../shared/contract';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { attributesQuery } from '../shared/queries';
import { ProblemView } from '../shared/states';
import { count } from '../shared/time';
import { usePath, useWhere } from '../shared/where';
import { BreakdownPanel } from './BreakdownPanel';
import { ConditionPanel } from './ConditionPanel';
import { FilterBar } from './FilterBar';
import { ASKED_ID } from './focus-asked';
import classes from './InsightsPage.module.css';
import { useAsked, type Asked } from './useAsked';
import { Later } from '../shared/Later';

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
  const list = path('users') + listed(asked);
  return (
    <Page title="Insights" about={ABOUT}>
      {nobody && bare ? (
        <NoUsers />
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
                <Notice
                  title={`There is no saved filter “${asked.goneFilter}” any more`}
                  without={asked.link({ filter: null })}
                >
                  It may have been deleted since the link was made.
                </Notice>
              )}
              {asked.unreadable && (
                <Notice
                  title="The condition in the link cannot be read"
                  without={asked.link({ condition: null })}
                >
                  A part of the link may be missing. What is shown is{' '}
                  {filter ? 'as the filter is saved' : 'for all users'}.
                </Notice>
              )}
              <ConditionPanel key={filter?.key ?? ''} asked={asked} />
            </Box>
            <Box className={classes.count}>
              <Panel title="Matching users">
                <ConditionPreview state={preview} finished={finished} wordless={!asked.changed} />
                {some && (
                  <Group justify="space-between" gap="xs" mt="md">
                    <Anchor component={Link} to={list} size="sm">
                      {counted?.matching === 1
                        ? 'Open the list with this user'
                        : `List all ${count(counted?.matching ?? 0)} users`}
                    </Anchor>
                    <Button
                      variant="default"
                      size="xs"
                      leftSection={<IconDownload size={14} />}
                      onClick={() => setExporting(true)}
                    >
                      Export users
                    </Button>
                  </Group>
                )}
              </Panel>
            </Box>
            <Box className={classes.breakdown}>
              {nobody ? <NoUsers /> : <BreakdownPanel asked={asked} />}
            </Box>
          </Box>
        </>
      )}
      <Later>
        <ExportUsers
          asked={asked}
          matching={counted?.matching ?? 0}
          opened={exporting}
          onClose={() => setExporting(false)}
        />
      </Later>
    </Page>
  );
}

/** The same users in the query string of the list. */
function listed({ filter, changed, applied }: Asked): string {
  if (filter && !changed) return `?filter=${filter.key}`;
  return narrows(applied) ? `?condition=${encodeURIComponent(JSON.stringify(applied))}` : '';
}

interface NoticeProps {
  title: string;
  /** The address without what is wrong in it. */
  without: string;
  children: ReactNode;
}

function Notice({ title, without, children }: NoticeProps) {
  return (
    <Alert
      color="yellow"
      variant="light"
      mb="lg"
      icon={<IconAlertTriangle size={18} />}
      title={title}
      role="alert"
    >
      <Text size="sm">
        {children}{' '}
        <Anchor component={Link} to={without} inherit c="inherit" underline="always">
          Go on without it
        </Anchor>
      </Text>
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
