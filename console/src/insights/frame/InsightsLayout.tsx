import { Alert, Anchor, Box, Skeleton, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, Outlet } from 'react-router';
import { filtersQuery, useNoteUse } from '../../conditions/filters';
import { NoUsers } from '../../conditions/NoUsers';
import type { Filter } from '../../shared/contract';
import { Page } from '../../shared/Page';
import { PageHead } from '../../shared/page-head';
import { attributesQuery } from '../../shared/queries';
import { ProblemView } from '../../shared/states';
import { TabLayout } from '../../shared/TabLayout';
import { usePath, useWhere } from '../../shared/where';
import { AskedContext, type Asked } from './asked';
import { FilterBar } from './FilterBar';
import { useAskedOfAddress } from './useAskedOfAddress';
import { VIEWS } from './views';

/** Questions about all users: views side by side, and above them whom and which days they are about. */
export function Component() {
  const { system } = useWhere();
  const filters = useQuery(filtersQuery(system.key));
  const attributes = useQuery(attributesQuery(system.key));
  const error = filters.error ?? attributes.error;
  if (filters.data && attributes.data) return <Insights filters={filters.data} />;
  return (
    <Page title="Insights">
      {error ? (
        <ProblemView
          error={error}
          onRetry={() => {
            void filters.refetch();
            void attributes.refetch();
          }}
        />
      ) : (
        <Stack role="status" aria-label="Loading">
          <Skeleton h={40} />
          <Skeleton h={110} />
          <Skeleton h={360} />
        </Stack>
      )}
    </Page>
  );
}

function Insights({ filters }: { filters: Filter[] }) {
  const asked = useAskedOfAddress(filters);
  const path = usePath();
  const [head, setHead] = useState<HTMLElement | null>(null);
  useNoteUse(asked.filter?.key);
  if (asked.preview.preview?.total === 0) {
    return (
      <Page title="Insights">
        <NoUsers />
      </Page>
    );
  }
  return (
    <AskedContext value={asked}>
      <TabLayout
        name="Insights"
        tabs={VIEWS.map(({ page, label }) => ({
          to: path(page) + asked.shared,
          label,
        }))}
      >
        <Box ref={setHead} />
        <PageHead value={head}>
          <Notices asked={asked} />
          <FilterBar key={asked.filter?.key ?? ''} asked={asked} />
          <Outlet />
        </PageHead>
      </TabLayout>
    </AskedContext>
  );
}

/** What of the address says nothing. */
function Notices({ asked }: { asked: Asked }) {
  return (
    <>
      {asked.goneFilter !== null && (
        <Notice
          title={`There is no saved filter “${asked.goneFilter}” any more`}
          without={asked.link({ filter: null })}
        >
          It may have been deleted since the link was made, or be private to somebody else.
        </Notice>
      )}
      {asked.unreadable && (
        <Notice
          title="The condition in the link cannot be read"
          without={asked.link({ condition: null })}
        >
          A part of the link may be missing. What is shown is{' '}
          {asked.filter ? 'as the filter is saved' : 'for all users'}.
        </Notice>
      )}
      {asked.unreadablePeriod && (
        <Notice title="The days in the link cannot be read" without={asked.link({ period: null })}>
          What is shown is for the last 30 days.
        </Notice>
      )}
    </>
  );
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
