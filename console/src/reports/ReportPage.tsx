import { Button } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { api, ifMatch, taken } from '../shared/api';
import { BackLink } from '../shared/BackLink';
import { Confirm } from '../shared/Confirm';
import type { Report } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { ProblemView } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import { exploredAt } from './explore';
import { reportsChanged, reportsQuery } from './queries';
import { ReportPanel } from './ReportPanel';
import { SubjectActions } from './SubjectActions';
import { Tabs } from './Tabs';
import { VisibilityItem } from './VisibilityItem';

/** One report: what comes out of it now. */
export function Component() {
  const { system } = useWhere();
  const { report: key } = useParams();
  const reports = useQuery(reportsQuery(system.key));
  const report = reports.data?.find((one) => one.key === key);
  return (
    <Tabs>
      {report ? (
        <Shown key={report.key} report={report} />
      ) : (
        <Page title={reports.data ? 'No such report' : 'Report'} above={<Back />}>
          <Queried query={reports}>
            {() => <>It was deleted, or is private to somebody else.</>}
          </Queried>
        </Page>
      )}
    </Tabs>
  );
}

function Back() {
  const path = usePath();
  return <BackLink to={path('insights/reports')}>Reports</BackLink>;
}

function Shown({ report }: { report: Report }) {
  const { system } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const address = { params: { path: { system: system.key, report: report.key } } };
  const header = ifMatch(report.version);
  const see = useMutation({
    mutationFn: (visibility: Report['visibility']) =>
      taken(
        api.PUT('/api/v1/systems/{system}/reports/{report}', {
          params: { ...address.params, header },
          body: { visibility },
        }),
      ),
    onSuccess: async ({ visibility }) => {
      await reportsChanged(client, system.key);
      notifyDone(
        visibility === 'private'
          ? 'Only you see it now.'
          : 'Everybody who sees the system sees it.',
      );
    },
  });
  const remove = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/reports/{report}', {
          params: { ...address.params, header },
        }),
      ),
    meta: { shown: true },
    onSuccess: async () => {
      // At once, or this page, still standing, asks for what is gone.
      await navigate(path('insights/reports'), { replace: true, flushSync: true });
      await reportsChanged(client, system.key);
      notifyDone(`${report.name} is deleted.`);
    },
  });
  const explored = exploredAt(report);
  return (
    <Page
      title={report.name}
      about={report.description}
      above={<Back />}
      actions={
        <>
          <Button
            component={Link}
            to={`/systems/${system.key}/${report.environment}/${explored.page}${explored.search}`}
            variant="default"
            leftSection={<IconChartBar size={16} />}
          >
            Explore
          </Button>
          <SubjectActions kind="report" saved={report} onDelete={() => setDeleting(true)}>
            <VisibilityItem visibility={report.visibility} onChange={(to) => see.mutate(to)} />
          </SubjectActions>
        </>
      }
    >
      <ReportPanel report={report} />
      <Confirm
        opened={deleting}
        title={`Delete ${report.name}?`}
        action="Delete"
        pending={remove.isPending}
        onClose={() => {
          remove.reset();
          setDeleting(false);
        }}
        onConfirm={() => remove.mutate()}
      >
        {remove.error ? (
          <ProblemView error={remove.error} />
        ) : (
          'What it asks cannot be had back. No user is touched.'
        )}
      </Confirm>
    </Page>
  );
}
