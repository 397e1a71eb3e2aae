import { Button, Table, Text } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { PublicationFrame } from '../publications/PublicationFrame';
import { segmentsHereQuery } from '../segments/queries';
import type { Webhook } from '../shared/contract';
import { FormDialog } from '../shared/FormDialog';
import { InlineLink } from '../shared/InlineLink';
import { NeedsRole } from '../shared/NeedsRole';
import { Panel } from '../shared/Panel';
import { Queried } from '../shared/Queried';
import { useMay } from '../shared/session';
import { Empty } from '../shared/states';
import { count } from '../shared/time';
import { usePath, useWhere } from '../shared/where';
import { webhooksQuery } from './queries';
import { Secret } from './Secret';
import { WebhookForm } from './WebhookForm';
import { WebhookPage } from './WebhookPage';
import { StateBadge } from './StateBadge';
import { aboutWords, parsed } from './words';

/** Where it is told that users enter and leave live segments; with a key in the address, one of them. */
export function Component() {
  const { webhook } = useParams();
  return webhook === undefined ? <List /> : <WebhookPage key={webhook} webhook={webhook} />;
}

function List() {
  const maySee = useMay('editor');
  return (
    <PublicationFrame about="Other systems can be told when users enter or leave live segments, as it happens.">
      {maySee ? (
        <Webhooks />
      ) : (
        <NeedsRole needed="editor">Webhooks say where data goes, so editors see them.</NeedsRole>
      )}
    </PublicationFrame>
  );
}

function Webhooks() {
  const { system, environment } = useWhere();
  const path = usePath();
  const navigate = useNavigate();
  const mayPublish = useMay('publisher');
  const query = useQuery(webhooksQuery(system.key, environment.key));
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ webhook: Webhook; secret: string } | null>(null);
  const make = mayPublish && (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setMaking(true)}>
      New webhook
    </Button>
  );
  return (
    <>
      <Queried query={query}>
        {(webhooks) =>
          webhooks.length === 0 ? (
            <Empty
              icon={IconWebhook}
              title={`Nobody is told about ${environment.name} yet`}
              action={make}
            >
              A webhook sends a signed message to a URL whenever a user enters or leaves a live
              segment: a CRM, a mail tool or a service of your own can act on it at once.
            </Empty>
          ) : (
            <Panel title="Webhooks" actions={make} flush>
              <WebhookTable webhooks={webhooks} />
            </Panel>
          )
        }
      </Queried>
      <FormDialog opened={making} onClose={() => setMaking(false)} title="New webhook">
        <WebhookForm
          onCancel={() => setMaking(false)}
          onDone={(webhook, secret) => {
            setMaking(false);
            if (secret !== null) setMade({ webhook, secret });
          }}
        />
      </FormDialog>
      <Secret
        secret={made?.secret ?? null}
        onClose={() => {
          const to = made?.webhook.key;
          setMade(null);
          if (to) void navigate(path(`publish/webhooks/${to}`));
        }}
      />
    </>
  );
}

function WebhookTable({ webhooks }: { webhooks: Webhook[] }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const segments = useQuery(segmentsHereQuery(system.key, environment.key));
  const names = new Map(segments.data?.map(({ key, name }) => [key, name]));
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th visibleFrom="sm">Tells of</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th visibleFrom="sm" ta="right">
            Waiting
          </Table.Th>
          <Table.Th visibleFrom="sm" ta="right">
            Sent
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {webhooks.map((webhook) => (
          <Table.Tr key={webhook.key}>
            <Table.Td>
              <InlineLink to={path(`publish/webhooks/${webhook.key}`)}>{webhook.name}</InlineLink>
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {host(webhook.url)}
              </Text>
            </Table.Td>
            <Table.Td visibleFrom="sm">
              {segments.data || webhook.segment === null
                ? aboutWords(webhook.segment, names)
                : webhook.segment}
            </Table.Td>
            <Table.Td>
              <StateBadge webhook={webhook} />
            </Table.Td>
            <Table.Td visibleFrom="sm" ta="right" className="numbers">
              {count(webhook.waiting)}
            </Table.Td>
            <Table.Td visibleFrom="sm" ta="right" className="numbers">
              {count(webhook.sent)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A URL may have in it what only its owner is to see, so the list shows whose it is. */
const host = (url: string): string => parsed(url)?.host ?? url;
