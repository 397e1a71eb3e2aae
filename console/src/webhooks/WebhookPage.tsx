import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import {
  IconAlertTriangle,
  IconKey,
  IconPencil,
  IconPlayerPause,
  IconPlayerPlay,
  IconSend,
  IconTrash,
} from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { segmentsHereQuery } from '../segments/queries';
import { api, ifMatch, taken } from '../shared/api';
import { BackLink } from '../shared/BackLink';
import { Confirm } from '../shared/Confirm';
import type { Webhook, WebhookTest } from '../shared/contract';
import { FormDialog } from '../shared/FormDialog';
import { notifyDone } from '../shared/notify';
import { Page } from '../shared/Page';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { count } from '../shared/time';
import { When } from '../shared/When';
import { usePath, useWhere } from '../shared/where';
import { Attempts } from './Attempts';
import { webhookQuery, webhooksChanged } from './queries';
import { Secret } from './Secret';
import { StateBadge } from './StateBadge';
import { WebhookForm } from './WebhookForm';
import { aboutWords, stateWords, testWords } from './words';

/** One webhook: how it is doing, what was sent, and what can be done about it. */
export function WebhookPage({ webhook }: { webhook: string }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const query = useQuery(webhookQuery(system.key, environment.key, webhook));
  return (
    <Page
      title={query.data?.name ?? 'Webhook'}
      above={<BackLink to={path('publish/webhooks')}>Webhooks</BackLink>}
    >
      <Queried query={query}>{(found) => <Shown webhook={found} />}</Queried>
    </Page>
  );
}

function Shown({ webhook }: { webhook: Webhook }) {
  const { system, environment } = useWhere();
  const segments = useQuery(segmentsHereQuery(system.key, environment.key));
  const names = new Map(segments.data?.map(({ key, name }) => [key, name]));
  return (
    <Stack>
      <Panel
        title={
          webhook.segment === null
            ? 'All live segments'
            : segments.data
              ? aboutWords(webhook.segment, names)
              : webhook.segment
        }
        about={
          <Text span inherit style={{ overflowWrap: 'anywhere' }}>
            {webhook.url}
          </Text>
        }
        actions={<StateBadge webhook={webhook} />}
      >
        <Stack gap="sm">
          <State webhook={webhook} />
          <Text size="sm" c="dimmed">
            {count(webhook.sent)} sent, {count(webhook.waiting)} waiting, {count(webhook.givenUp)}{' '}
            given up since it was made or switched on.
          </Text>
          <Actions webhook={webhook} />
        </Stack>
      </Panel>
      <Attempts webhook={webhook.key} waits={webhook.waiting > 0} names={names} />
    </Stack>
  );
}

function State({ webhook }: { webhook: Webhook }) {
  const words = stateWords(webhook);
  if (webhook.state === 'ok' || webhook.state === 'disabled') return <Text>{words}</Text>;
  return (
    <Alert color="red" icon={<IconAlertTriangle size={18} />} role="status">
      {words}{' '}
      {webhook.failingSince !== null && (
        <>
          The first of them failed <When at={webhook.failingSince} />.{' '}
        </>
      )}
      {webhook.pausedUntil !== null && (
        <>
          The next try is <When at={webhook.pausedUntil} />.
        </>
      )}
    </Alert>
  );
}

function Actions({ webhook }: { webhook: Webhook }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const client = useQueryClient();
  const mayPublish = useMay('publisher');
  const [asked, setAsked] = useState<'edit' | 'rotate' | 'off' | 'remove' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const params = {
    path: { system: system.key, environment: environment.key, webhook: webhook.key },
  };
  const header = ifMatch(webhook.version);
  const changed = () => webhooksChanged(client, system.key, environment.key);
  const test = useMutation({
    mutationFn: (): Promise<WebhookTest> =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/webhooks/{webhook}/test', {
          params,
        }),
      ),
  });
  const enable = useMutation({
    mutationFn: (enabled: boolean) =>
      taken(
        api.PUT('/api/v1/systems/{system}/environments/{environment}/webhooks/{webhook}', {
          params: { ...params, header },
          body: { enabled },
        }),
      ),
    onSuccess: async (after) => {
      await changed();
      setAsked(null);
      notifyDone(after.enabled ? `${after.name} is on.` : `${after.name} is off.`);
    },
  });
  const rotate = useMutation({
    mutationFn: () =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/webhooks/{webhook}/secret', {
          params,
        }),
      ),
    onSuccess: async (after) => {
      await changed();
      setAsked(null);
      setSecret(after.secret);
    },
  });
  const remove = useMutation({
    mutationFn: () =>
      taken(
        api.DELETE('/api/v1/systems/{system}/environments/{environment}/webhooks/{webhook}', {
          params: { ...params, header },
        }),
      ),
    onSuccess: async () => {
      // At once, or this page, still standing, asks for what is gone.
      await navigate(path('publish/webhooks'), { replace: true, flushSync: true });
      client.removeQueries(webhookQuery(system.key, environment.key, webhook.key));
      await changed();
      notifyDone(`${webhook.name} is deleted.`);
    },
  });
  if (!mayPublish) {
    return (
      <Text size="sm" c="dimmed">
        Publishers can test and change it.
      </Text>
    );
  }
  return (
    <>
      <Group gap="xs">
        <Button
          size="xs"
          leftSection={<IconSend size={14} />}
          loading={test.isPending}
          onClick={() => test.mutate()}
        >
          Send a test
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPencil size={14} />}
          onClick={() => setAsked('edit')}
        >
          Change
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={
            webhook.enabled ? <IconPlayerPause size={14} /> : <IconPlayerPlay size={14} />
          }
          loading={enable.isPending}
          onClick={() =>
            webhook.enabled && webhook.waiting > 0
              ? setAsked('off')
              : enable.mutate(!webhook.enabled)
          }
        >
          {webhook.enabled ? 'Switch off' : 'Switch on'}
        </Button>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconKey size={14} />}
          onClick={() => setAsked('rotate')}
        >
          New secret
        </Button>
        <Button
          size="xs"
          variant="subtle"
          color="red"
          leftSection={<IconTrash size={14} />}
          onClick={() => setAsked('remove')}
        >
          Delete
        </Button>
      </Group>
      {test.data && (
        <Alert color={test.data.delivered ? 'green' : 'red'} role="status">
          {testWords(test.data)}
        </Alert>
      )}
      <FormDialog
        opened={asked === 'edit'}
        onClose={() => setAsked(null)}
        title={`Change ${webhook.name}`}
      >
        <WebhookForm
          webhook={webhook}
          onCancel={() => setAsked(null)}
          onDone={(after) => {
            // It was of where it went before.
            test.reset();
            setAsked(null);
            notifyDone(`${after.name} is saved.`);
          }}
        />
      </FormDialog>
      <Confirm
        opened={asked === 'rotate'}
        onClose={() => setAsked(null)}
        title="Make a new secret?"
        action="Make it"
        harmless
        pending={rotate.isPending}
        onConfirm={() => rotate.mutate()}
      >
        For 24 hours messages are signed with the present one, too. Give the new one to whoever gets
        them before that is over.
      </Confirm>
      <Confirm
        opened={asked === 'off'}
        onClose={() => setAsked(null)}
        title={`Switch ${webhook.name} off?`}
        action="Switch off"
        pending={enable.isPending}
        onConfirm={() => enable.mutate(false)}
      >
        {waitingWords(webhook.waiting)} What happens while it is off is not told later.
      </Confirm>
      <Confirm
        opened={asked === 'remove'}
        onClose={() => setAsked(null)}
        title={`Delete ${webhook.name}?`}
        action="Delete"
        pending={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        {webhook.waiting > 0 ? waitingWords(webhook.waiting) : 'Nobody is told by it any more.'} It
        cannot be brought back.
      </Confirm>
      <Secret secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}

const waitingWords = (waiting: number) =>
  waiting === 1
    ? '1 message waits to be sent; it will not be.'
    : `${count(waiting)} messages wait to be sent; they will not be.`;
