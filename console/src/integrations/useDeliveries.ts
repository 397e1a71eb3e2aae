import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { Delivery } from '../shared/contract';
import { deliveriesQuery, type DeliveryFilter } from './queries';
import { useEvents } from '../shared/useEvents';

/** More than this many are not kept of what came while the page stood open; the rest is in the history. */
const LIVE_MAX = 500;

/**
 * The deliveries of an integration, those of before and those that come while one looks. While paused, what comes
 * is only counted. A component that uses it has a `key` of everything it is given.
 */
export function useDeliveries(
  system: string,
  environment: string,
  integration: string,
  filter: DeliveryFilter,
  { limit = 50, paused = false }: { limit?: number; paused?: boolean } = {},
) {
  const queryClient = useQueryClient();
  const options = deliveriesQuery(system, environment, integration, filter, limit);
  const history = useInfiniteQuery(options);
  const [live, setLive] = useState<Delivery[]>([]);
  const [held, setHeld] = useState<Delivery[]>([]);

  // Whatever came while nobody listened is in the history. What comes while that is asked for stays.
  const askAnew = async () => {
    const shown = new Set([...live, ...held].map(({ id }) => id));
    const { isSuccess } = await history.refetch();
    if (!isSuccess) return;
    const others = (before: Delivery[]) => before.filter(({ id }) => !shown.has(id));
    setLive(others);
    setHeld(others);
  };
  const [missed, setMissed] = useState(false);
  const onMissed = () => {
    // What is paused stands still.
    if (paused) setMissed(true);
    else void askAnew();
  };
  const query = new URLSearchParams({ environment, ...filter });
  const state = useEvents(
    `/api/v1/systems/${system}/integrations/${integration}/deliveries?${query.toString()}`,
    {
      delivery: (data) => {
        const delivery = JSON.parse(data) as Delivery;
        const latest = (before: Delivery[]) => [delivery, ...before].slice(0, LIVE_MAX);
        if (paused) setHeld(latest);
        else setLive(latest);
        if (delivery.replayOf) {
          void queryClient.invalidateQueries({
            queryKey: [...options.queryKey.slice(0, 6), 'one', delivery.replayOf],
          });
        }
      },
      gap: onMissed,
    },
    { onReopen: onMissed },
  );

  const { data } = history;
  const deliveries = useMemo(() => {
    const seen = new Set<string>();
    return [...live, ...(data?.pages.flatMap(({ items }) => items) ?? [])].filter(
      ({ id }) => !seen.has(id) && seen.add(id),
    );
  }, [live, data]);

  return {
    deliveries,
    history,
    state,
    /** How many came while it was paused. */
    held: held.length,
    /** Shows what was held back. */
    release: () => {
      setLive((before) => [...held, ...before].slice(0, LIVE_MAX));
      setHeld([]);
      if (missed) void askAnew();
      setMissed(false);
    },
  };
}
