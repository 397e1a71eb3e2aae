import { ActionIcon, Box, Button, Group, Menu, Select, Text, VisuallyHidden } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconEye,
  IconEyeOff,
  IconLayoutDashboard,
  IconPencil,
  IconX,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useNavigate, useParams } from 'react-router';
import { api, ifMatch, taken } from '../shared/api';
import { BackLink } from '../shared/BackLink';
import { Confirm } from '../shared/Confirm';
import type { Dashboard, Report } from '../shared/contract';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { Empty, ProblemView } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import classes from './Dashboard.module.css';
import { dashboardsQuery, reportsChanged, reportsQuery } from './queries';
import { ReportPanel } from './ReportPanel';
import { SubjectActions } from './SubjectActions';
import { Tabs } from './Tabs';

type Item = Dashboard['items'][number];

const WIDTHS = [
  { value: '1', label: 'A third' },
  { value: '2', label: 'Two thirds' },
  { value: '3', label: 'Whole width' },
];

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

function useChange(dashboard: Dashboard) {
  const { system } = useWhere();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: { items?: Item[]; visibility?: Dashboard['visibility'] }) =>
      taken(
        api.PUT('/api/v1/systems/{system}/dashboards/{dashboard}', {
          params: {
            path: { system: system.key, dashboard: dashboard.key },
            header: ifMatch(dashboard.version),
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
  const [items, setItems] = useState<Item[] | null>(null);
  const [deleting, setDeleting] = useState(false);
  const arranging = items !== null;
  const isPrivate = dashboard.visibility === 'private';
  const find = (key: string) => reports.find((report) => report.key === key);
  const arrange = may && (
    <Button leftSection={<IconPencil size={16} />} onClick={() => setItems(dashboard.items)}>
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
        arranging ? (
          <>
            <Button variant="default" onClick={() => setItems(null)}>
              Cancel
            </Button>
            <Button
              loading={change.isPending}
              onClick={() => change.mutate({ items }, { onSuccess: () => setItems(null) })}
            >
              Save
            </Button>
          </>
        ) : (
          <>
            {dashboard.items.length > 0 && arrange}
            <SubjectActions
              subject={{ kind: 'dashboard', key: dashboard.key, name: dashboard.name }}
              isPrivate={isPrivate}
              onDelete={() => setDeleting(true)}
            >
              <Menu.Item
                leftSection={isPrivate ? <IconEye size={16} /> : <IconEyeOff size={16} />}
                onClick={() => change.mutate({ visibility: isPrivate ? 'shared' : 'private' })}
              >
                {isPrivate ? 'Let everybody see it' : 'Make it private'}
              </Menu.Item>
            </SubjectActions>
          </>
        )
      }
    >
      {arranging ? (
        <Arrange
          items={items}
          reports={reports.filter(({ visibility }) => isPrivate || visibility === 'shared')}
          onChange={setItems}
        />
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

interface ArrangeProps {
  items: Item[];
  /** Those that can be on it. */
  reports: Report[];
  onChange: (items: Item[]) => void;
}

/** The reports of a dashboard as a list: up, down, how wide, away. All of it by keyboard. */
function Arrange({ items, reports, onChange }: ArrangeProps) {
  const list = useRef<HTMLOListElement>(null);
  const [said, setSaid] = useState('');
  const nameOf = (key: string) => reports.find((one) => one.key === key)?.name ?? key;
  const move = (at: number, to: number) => {
    const moved = [...items];
    moved.splice(to, 0, ...moved.splice(at, 1));
    flushSync(() => onChange(moved));
    setSaid(`${nameOf(moved[to]!.report)} is number ${to + 1} of ${moved.length}.`);
    // The button that was pressed has gone along, or is no more to be pressed there.
    const row = list.current?.children[to];
    const which = to < at ? 'up' : 'down';
    const buttons = [`[data-move=${which}]:not(:disabled)`, '[data-move]:not(:disabled)'];
    for (const button of buttons) {
      const found = row?.querySelector<HTMLElement>(button);
      if (found) return found.focus();
    }
  };
  return (
    <>
      <ol ref={list} className={classes.list}>
        {items.map(({ report, width }, at) => {
          const name = nameOf(report);
          return (
            <li
              key={`${report} ${items.slice(0, at).filter((one) => one.report === report).length}`}
            >
              <Text fw={550} flex={1} miw="10rem">
                {name}
              </Text>
              <Select
                aria-label={`Width of ${name}`}
                data={WIDTHS}
                value={String(width)}
                allowDeselect={false}
                w="9rem"
                onChange={(value) =>
                  onChange(
                    items.map((one, other) =>
                      other === at ? { report, width: Number(value ?? width) } : one,
                    ),
                  )
                }
              />
              <Group gap={4} wrap="nowrap">
                <ActionIcon
                  variant="default"
                  size={36}
                  data-move="up"
                  aria-label={`Move ${name} up`}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                >
                  <IconArrowUp size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size={36}
                  data-move="down"
                  aria-label={`Move ${name} down`}
                  disabled={at === items.length - 1}
                  onClick={() => move(at, at + 1)}
                >
                  <IconArrowDown size={18} />
                </ActionIcon>
                <ActionIcon
                  variant="default"
                  size={36}
                  aria-label={`Take ${name} off`}
                  onClick={() => onChange(items.filter((_, other) => other !== at))}
                >
                  <IconX size={18} />
                </ActionIcon>
              </Group>
            </li>
          );
        })}
      </ol>
      <VisuallyHidden role="status">{said}</VisuallyHidden>
      <Select
        mt="md"
        maw="24rem"
        label="Put a report on it"
        placeholder={reports.length === 0 ? 'There is no report yet' : 'Choose one'}
        searchable
        data={reports.map(({ key, name }) => ({ value: key, label: name }))}
        value={null}
        onChange={(report) => {
          if (report !== null) onChange([...items, { report, width: items.length === 0 ? 3 : 1 }]);
        }}
      />
    </>
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
      await navigate(path('insights/reports'));
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
