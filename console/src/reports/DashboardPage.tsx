import { Box, Button } from '@mantine/core';
import { IconLayoutDashboard, IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { api, ifMatch, taken } from '../shared/api';
import { BackLink } from '../shared/BackLink';
import { Confirm } from '../shared/Confirm';
import type { Dashboard, Report } from '../shared/contract';
import { Later } from '../shared/Later';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { Empty, LoadingRows, ProblemView } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import type { Item } from './Arrange';
import classes from './Dashboard.module.css';
import { dashboardsQuery, reportsChanged, reportsQuery } from './queries';
import { ReportPanel } from './ReportPanel';
import { SubjectActions } from './SubjectActions';
import { Tabs } from './Tabs';
import { VisibilityItem } from './VisibilityItem';

// Looked at by few, and seldom.
const Arrange = lazy(async () => ({ default: (await import('./Arrange')).Arrange }));

/** Reports side by side; editors arrange them. */
export function Component() {
  const { system } = useWhere();
  const { dashboard: key } = useParams();
  const dashboards = useQuery(dashboardsQuery(system.key));
  const reports = useQuery(reportsQuery(system.key));
  const dashboard = dashboards.data?.find((one) => one.key === key);
  return (
    <Tabs>
      {dashboard && reports.data ? (
        <Shown key={dashboard.key} dashboard={dashboard} reports={reports.data} />
      ) : dashboard ? (
        <Page title={dashboard.name} above={<Back />}>
          <Queried query={reports}>{() => null}</Queried>
        </Page>
      ) : (
        <Page title={dashboards.data ? 'No such dashboard' : 'Dashboard'} above={<Back />}>
          <Queried query={dashboards}>
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

interface Change {
  /** Of the dashboard as it was when the change began. */
  version: number;
  items?: Item[];
  visibility?: Dashboard['visibility'];
}

function useChange(dashboard: Dashboard) {
  const { system } = useWhere();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ version, ...body }: Change) =>
      taken(
        api.PUT('/api/v1/systems/{system}/dashboards/{dashboard}', {
          params: {
            path: { system: system.key, dashboard: dashboard.key },
            header: ifMatch(version),
          },
          body,
        }),
      ),
    onSuccess: async () => {
      await reportsChanged(client, system.key);
      notifyDone('The dashboard is saved.');
    },
    onError: () => reportsChanged(client, system.key),
  });
}

function Shown({ dashboard, reports }: { dashboard: Dashboard; reports: Report[] }) {
  const may = useMay('editor');
  const change = useChange(dashboard);
  // With the version that it is a change of: what is there meanwhile may be somebody else's.
  const [arranged, setArranged] = useState<{ items: Item[]; version: number } | null>(null);
  const [deleting, setDeleting] = useState(false);
  const find = (key: string) => reports.find((report) => report.key === key);
  const arrange = may && (
    <Button leftSection={<IconPencil size={16} />} onClick={() => setArranged(dashboard)}>
      Arrange
    </Button>
  );
  return (
    <Page
      wide
      title={dashboard.name}
      about={dashboard.description}
      above={<Back />}
      actions={
        arranged ? (
          <>
            <Button variant="default" onClick={() => setArranged(null)}>
              Cancel
            </Button>
            <Button
              loading={change.isPending}
              onClick={() =>
                change.mutate(
                  { items: arranged.items, version: arranged.version },
                  { onSuccess: () => setArranged(null) },
                )
              }
            >
              Save
            </Button>
          </>
        ) : (
          <>
            {dashboard.items.length > 0 && arrange}
            <SubjectActions kind="dashboard" saved={dashboard} onDelete={() => setDeleting(true)}>
              <VisibilityItem
                visibility={dashboard.visibility}
                onChange={(visibility) => change.mutate({ visibility, version: dashboard.version })}
              />
            </SubjectActions>
          </>
        )
      }
    >
      {arranged ? (
        <Later fallback={<LoadingRows />}>
          <Arrange
            items={arranged.items}
            reports={reports.filter(
              ({ visibility }) => dashboard.visibility === 'private' || visibility === 'shared',
            )}
            onChange={(items) => setArranged({ items, version: arranged.version })}
          />
        </Later>
      ) : dashboard.items.length === 0 ? (
        <Empty icon={IconLayoutDashboard} title="Nothing on it yet" action={arrange}>
          Put reports on it, in the order and as wide as they are read best.
        </Empty>
      ) : (
        <Box className={classes.grid}>
          {dashboard.items.map((item, at) => {
            const report = find(item.report);
            return (
              report && (
                <Box key={`${item.report} ${at}`} className={classes.item} data-width={item.width}>
                  <ReportPanel report={report} linked />
                </Box>
              )
            );
          })}
        </Box>
      )}
      <DeleteDashboard dashboard={dashboard} opened={deleting} onClose={() => setDeleting(false)} />
    </Page>
  );
}

interface DeleteProps {
  dashboard: Dashboard;
  opened: boolean;
  onClose: () => void;
}

function DeleteDashboard({ dashboard, opened, onClose }: DeleteProps) {
  const { system } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/dashboards/{dashboard}', {
          params: {
            path: { system: system.key, dashboard: dashboard.key },
            header: ifMatch(dashboard.version),
          },
        }),
      ),
    meta: { shown: true },
    onSuccess: async () => {
      // At once, or this page, still standing, asks for what is gone.
      await navigate(path('insights/reports'), { replace: true, flushSync: true });
      await reportsChanged(client, system.key);
      notifyDone(`${dashboard.name} is deleted.`);
    },
  });
  return (
    <Confirm
      opened={opened}
      title={`Delete ${dashboard.name}?`}
      action="Delete"
      pending={remove.isPending}
      onClose={() => {
        remove.reset();
        onClose();
      }}
      onConfirm={() => remove.mutate()}
    >
      {remove.error ? <ProblemView error={remove.error} /> : 'Its reports stay.'}
    </Confirm>
  );
}
