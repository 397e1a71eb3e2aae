import { Anchor, Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link } from 'react-router';
import { DeliveryList } from '../integrations/DeliveryList';
import { integrationsQuery } from '../integrations/queries';
import type { Integration } from '../shared/contract';
import { Panel } from '../shared/Panel';
import { LoadingRows, ProblemView } from '../shared/states';
import { usePath, useWhere } from '../shared/where';
import { deliveriesOfUserQuery } from './deliveries';
import { useAddress } from '../shared/useAddress';

interface Props {
  user: string;
  /** Told whether there are any. */
  onFound: (some: boolean) => void;
  /** Says nothing where there are none. */
  silent: boolean;
}

/** The deliveries that touched a user, whichever integration they came through. */
export function DeliveriesPanel(props: Props) {
  const { system } = useWhere();
  const integrations = useQuery(integrationsQuery(system.key));
  if (integrations.data) return <History {...props} integrations={integrations.data} />;
  if (props.silent) return null;
  return (
    <Panel title="Deliveries">
      {integrations.error ? (
        <ProblemView error={integrations.error} onRetry={() => void integrations.refetch()} />
      ) : (
        <LoadingRows rows={3} height={36} />
      )}
    </Panel>
  );
}

function History({ user, onFound, silent, integrations }: Props & { integrations: Integration[] }) {
  const { system, environment } = useWhere();
  const path = usePath();
  const [parameters, setParameters] = useAddress();
  const query = useInfiniteQuery(deliveriesOfUserQuery(system.key, environment.key, user));
  const { data, hasNextPage, isFetchingNextPage, isFetchNextPageError, fetchNextPage } = query;
  const deliveries = (data?.pages ?? []).flatMap(({ items }) => items);
  const none = deliveries.length === 0;
  // Nothing yet is no end: the server looks through a bounded stretch at once.
  const searching = none && hasNextPage && !isFetchNextPageError;
  useEffect(() => {
    if (searching && !isFetchingNextPage) void fetchNextPage();
  }, [searching, isFetchingNextPage, fetchNextPage]);
  useEffect(() => onFound(!none), [onFound, none]);
  if (silent && none) return null;

  const from = integrations.filter(({ key }) => deliveries.some((one) => one.integration === key));
  const open = (id: string | null) =>
    setParameters(
      (before) => {
        const next = new URLSearchParams(before);
        if (id) next.set('open', id);
        else next.delete('open');
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <Panel
      title="Deliveries"
      about="What came about this user over all integrations, as far back as deliveries are kept."
      flush
    >
      {none ? (
        <Group p="lg">
          {query.error ? (
            <ProblemView error={query.error} onRetry={() => void query.refetch()} />
          ) : data && !hasNextPage ? (
            <Text size="sm" c="dimmed">
              None that is kept. Attributes stay longer than the deliveries that brought them.
            </Text>
          ) : (
            <Text size="sm" c="dimmed" role="status">
              {searching ? 'None found so far, still looking.' : 'Loading'}
            </Text>
          )}
        </Group>
      ) : (
        <>
          <DeliveryList
            deliveries={deliveries}
            through={integrations}
            open={parameters.get('open')}
            onOpen={open}
          />
          <Group px="lg" py="md" gap="sm" justify="space-between">
            <Text size="sm" c="dimmed">
              Live and with filters:{' '}
              {from.map(({ key, name }, at) => (
                <span key={key}>
                  {at > 0 && ', '}
                  <Anchor
                    component={Link}
                    to={path(`integrations/${key}/deliveries?user=${encodeURIComponent(user)}`)}
                    inherit
                    underline="always"
                  >
                    {name}
                  </Anchor>
                </span>
              ))}
            </Text>
            {hasNextPage && (
              <Button
                variant="default"
                size="xs"
                loading={isFetchingNextPage}
                onClick={() => void fetchNextPage()}
              >
                Show older ones
              </Button>
            )}
          </Group>
        </>
      )}
    </Panel>
  );
}
