import { ActionIcon, Badge, Button, Group, Menu, Table, Text } from '@mantine/core';
import {
  IconDots,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { api, ifMatch, taken } from '../shared/api';
import { Confirm } from '../shared/Confirm';
import type { Mailing } from '../shared/contract';
import { Later } from '../shared/Later';
import { InlineLink } from '../shared/InlineLink';
import { notifyDone } from '../shared/notify';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { mailingsQuery, reportsChanged } from './queries';

const MailingDialog = lazy(async () => ({
  default: (await import('./MailingDialog')).MailingDialog,
}));

/** What goes out by e-mail: when next, and how the last one went. */
export function MailingList() {
  const { system } = useWhere();
  const mailings = useQuery(mailingsQuery(system.key));
  if (mailings.data?.items.length === 0) return null;
  return (
    <Panel title="Sent by e-mail" flush>
      <Queried query={mailings}>
        {({ items }) => (
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Name</Table.Th>
                <Table.Th>Next</Table.Th>
                <Table.Th visibleFrom="sm">Last</Table.Th>
                <Table.Td />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((mailing) => (
                <MailingRow key={mailing.key} mailing={mailing} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Queried>
    </Panel>
  );
}

function MailingRow({ mailing }: { mailing: Mailing }) {
  const { system } = useWhere();
  const path = usePath();
  const client = useQueryClient();
  const [deleting, setDeleting] = useState(false);
  const [editing, setEditing] = useState(false);
  const params = { path: { system: system.key, mailing: mailing.key } };
  const header = ifMatch(mailing.version);
  const done = (said: string) => async () => {
    await reportsChanged(client, system.key);
    notifyDone(said);
  };
  const send = useMutation({
    mutationFn: () =>
      taken(api.POST('/api/v1/systems/{system}/mailings/{mailing}/send', { params })),
    onSuccess: done(`${mailing.name} is sent.`),
  });
  const enable = useMutation({
    mutationFn: (enabled: boolean) =>
      taken(
        api.PUT('/api/v1/systems/{system}/mailings/{mailing}', {
          params: { ...params, header },
          body: { enabled },
        }),
      ),
    onSuccess: done(
      mailing.enabled
        ? `${mailing.name} does not go out any more.`
        : `${mailing.name} goes out again.`,
    ),
  });
  const remove = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/mailings/{mailing}', {
          params: { ...params, header },
        }),
      ),
    onSuccess: done(`${mailing.name} is deleted.`),
  });
  const kind = mailing.report === null ? 'dashboard' : 'report';
  const key = mailing.report ?? mailing.dashboard ?? '';
  return (
    <Table.Tr>
      <Table.Td>
        <InlineLink to={path(`insights/reports/${kind}/${key}`)}>{mailing.name}</InlineLink>
        <Text size="xs" c="dimmed">
          {rhythmWords(mailing)}, to {mailing.recipients.slice(0, 3).join(', ')}
          {mailing.recipients.length > 3 && ` and ${mailing.recipients.length - 3} more`}
        </Text>
        {mailing.lastProblem !== null && (
          <Text size="xs" c="var(--mantine-color-error)">
            {mailing.lastProblem}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        {mailing.nextAt === null ? (
          <Badge variant="light" color="gray">
            paused
          </Badge>
        ) : (
          <When at={mailing.nextAt} />
        )}
      </Table.Td>
      <Table.Td visibleFrom="sm">
        {mailing.lastSentAt === null ? (
          <Text c="dimmed">never</Text>
        ) : (
          <When at={mailing.lastSentAt} />
        )}
      </Table.Td>
      <Table.Td>
        <Group gap={4} justify="flex-end">
          <Button
            size="xs"
            variant="default"
            aria-label={`Send now: ${mailing.name}`}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            Send now
          </Button>
          <Menu position="bottom-end" shadow="md">
            <Menu.Target>
              <ActionIcon variant="default" size={30} aria-label={`More about ${mailing.name}`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setEditing(true)}>
                Change…
              </Menu.Item>
              <Menu.Item
                leftSection={
                  mailing.enabled ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />
                }
                onClick={() => enable.mutate(!mailing.enabled)}
              >
                {mailing.enabled ? 'Pause' : 'Go on'}
              </Menu.Item>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={16} />}
                onClick={() => setDeleting(true)}
              >
                Delete
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
        <Later>
          <MailingDialog
            // What somebody else changed is what one begins with.
            key={mailing.version}
            subject={{ kind, key, name: mailing.name }}
            mailing={mailing}
            opened={editing}
            onClose={() => setEditing(false)}
          />
        </Later>
        <Confirm
          opened={deleting}
          title={`Delete ${mailing.name}?`}
          action="Delete"
          pending={remove.isPending}
          onClose={() => setDeleting(false)}
          onConfirm={() => remove.mutate()}
        >
          Nobody gets it any more. The report stays.
        </Confirm>
      </Table.Td>
    </Table.Tr>
  );
}

function rhythmWords({ every, weekday, dayOfMonth, time }: Mailing): string {
  switch (every) {
    case 'day':
      return `Every day at ${time}`;
    case 'week':
      return `Every ${(weekday ?? '').replace(/^./, (first) => first.toUpperCase())} at ${time}`;
    case 'month':
      return `On day ${dayOfMonth} of every month at ${time}`;
  }
}
