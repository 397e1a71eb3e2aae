import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconInbox, IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, useState } from 'react';
import { Link, Navigate, useSearchParams } from 'react-router';
import type { Integration } from '../shared/contract';
import { Later } from '../shared/Later';
import { Panel } from '../shared/Panel';
import { Empty, LoadingRows, ProblemView } from '../shared/states';
import { count } from '../shared/time';
import { usePath, useWhere } from '../shared/where';
import { deliveryFilterOf } from './delivery-filter';
import { DeliveryFilters } from './DeliveryFilters';
import { DeliveryList } from './DeliveryList';
import { IntegrationFrame } from './IntegrationFrame';
import classes from './MappingEditor.module.css';
import { activityQuery, deliveryQuery, type DeliveryFilter } from './queries';
import { useDeliveries } from './useDeliveries';
import { brokenWords } from '../shared/useEvents';

const SendAgain = lazy(() => import('./again/SendAgain'));

/** What an integration was sent: as it comes, and what came before. */
export function Component() {
  return (
    <IntegrationFrame>
      {(integration) =>
        integration.kind === 'csv' ? (
          <Navigate to="../uploads" relative="path" replace />
        ) : (
          <Deliveries integration={integration} />
        )
      }
    </IntegrationFrame>
  );
}

function Deliveries({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const [params, setParams] = useSearchParams();
  const filter = deliveryFilterOf(params);
  const { outcome, ...others } = filter;
  const change = (name: string, value: string | null) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return (
    <Stack gap="md">
      <DeliveryFilters search={params} onChange={change} />
      <Limited integration={integration} />
      {(outcome === undefined || outcome === 'rejected' || outcome === 'partial') && (
        <Later>
          <SendAgain
            place={{
              system: system.key,
              environment: environment.key,
              integration: integration.key,
            }}
            integration={integration}
            filter={{ ...others, ...(outcome && { outcome }) }}
          />
        </Later>
      )}
      <Live
        key={JSON.stringify([integration.key, environment.key, filter])}
        integration={integration}
        filter={filter}
        open={params.get('open')}
        onOpen={(id) => change('open', id)}
        onClear={() => setParams({}, { replace: true })}
      />
    </Stack>
  );
}

/** What came too often and was turned away; only what came is recorded. */
function Limited({ integration }: { integration: Integration }) {
  const { system, environment } = useWhere();
  const activity = useQuery(activityQuery(system.key, environment.key));
  const limited =
    activity.data?.find((one) => one.integration === integration.key)?.limitedLastHour ?? 0;
  if (limited === 0) return null;
  return (
    <Alert color="yellow" variant="light" role="status">
      {limited === 1 ? '1 request was' : `${count(limited)} requests were`} turned away in the last
      hour, since more came than the limit allows. Senders are told when to come again; nothing of
      these is listed here.
    </Alert>
  );
}

interface LiveProps {
  integration: Integration;
  filter: DeliveryFilter;
  open: string | null;
  onOpen: (id: string | null) => void;
  onClear: () => void;
}

function Live({ integration, filter, open, onOpen, onClear }: LiveProps) {
  const { system, environment } = useWhere();
  const path = usePath();
  const [paused, setPaused] = useState(false);
  const { deliveries, history, state, held, release } = useDeliveries(
    system.key,
    environment.key,
    integration.key,
    filter,
    { paused },
  );
  // One that was linked to and is further back than what is shown.
  const far = open !== null && history.isSuccess && !deliveries.some(({ id }) => id === open);
  const linked = useQuery({
    ...deliveryQuery(system.key, environment.key, integration.key, open ?? ''),
    enabled: far,
  });
  const filtered = Object.keys(filter).length > 0;

  if (history.isPending) return <LoadingRows rows={8} height={40} />;
  if (history.error && deliveries.length === 0) {
    return <ProblemView error={history.error} onRetry={() => void history.refetch()} />;
  }
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Group gap={8} role="status">
          {!paused && brokenWords(state, '') === null && (
            <span className={classes.waiting} aria-hidden />
          )}
          <Text size="sm" c="dimmed">
            {paused
              ? held === 0
                ? 'Paused'
                : `Paused, ${held} new since`
              : (brokenWords(state, 'The live view') ?? 'Live: what comes appears here at once')}
          </Text>
        </Group>
        <Button
          size="xs"
          variant="default"
          leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
          onClick={() => {
            if (paused) release();
            setPaused(!paused);
          }}
        >
          {paused ? (held > 0 ? `Resume and show ${held}` : 'Resume') : 'Pause'}
        </Button>
      </Group>
      {far && linked.data && (
        <Panel title="The delivery of the link" flush>
          <DeliveryList
            deliveries={[linked.data]}
            through={integration}
            open={open}
            onOpen={onOpen}
          />
        </Panel>
      )}
      {far && linked.error && <ProblemView error={linked.error} />}
      {deliveries.length === 0 ? (
        filtered ? (
          <Empty
            icon={IconSearch}
            title="None like that"
            action={
              <Button variant="default" onClick={onClear}>
                Show all
              </Button>
            }
          >
            No delivery that is kept fits the filter.
          </Empty>
        ) : (
          <Empty
            icon={IconInbox}
            title={`Nothing came in ${environment.name} yet`}
            action={
              <Button component={Link} to={path(`integrations/${integration.key}/endpoint`)}>
                Show the endpoint
              </Button>
            }
          >
            Give the endpoint to the tool that is to send. The first call appears here at once, with
            what was taken of it.
          </Empty>
        )
      ) : (
        <Panel flush>
          <DeliveryList deliveries={deliveries} through={integration} open={open} onOpen={onOpen} />
        </Panel>
      )}
      {history.hasNextPage && (
        <Group justify="center">
          <Button
            variant="default"
            loading={history.isFetchingNextPage}
            onClick={() => void history.fetchNextPage()}
          >
            Show older ones
          </Button>
        </Group>
      )}
    </>
  );
}
