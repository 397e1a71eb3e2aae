import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { Deliveries, Outcome } from '../shared/contract';

/** All that is known of a system's integrations lies below this key. */
export const integrationsKey = (system: string) => ['systems', system, 'integrations'];

/** The integrations of a system. */
export const integrationsQuery = (system: string) =>
  queryOptions({
    queryKey: integrationsKey(system),
    queryFn: async ({ signal }) =>
      (
        await taken(
          api.GET('/api/v1/systems/{system}/integrations', {
            params: { path: { system }, query: { limit: 500 } },
            signal,
          }),
        )
      ).items,
  });

/** One integration. */
export const integrationQuery = (system: string, integration: string) =>
  queryOptions({
    queryKey: [...integrationsKey(system), integration],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/integrations/{integration}', {
          params: { path: { system, integration } },
          signal,
        }),
      ),
  });

/** What came in the last day, and how the integrations are; looked at again every half minute. */
export const activityQuery = (system: string, environment: string) =>
  queryOptions({
    queryKey: ['systems', system, 'environments', environment, 'integrations-activity'],
    queryFn: async ({ signal }) =>
      (
        await taken(
          api.GET('/api/v1/systems/{system}/integrations/activity', {
            params: { path: { system }, query: { environment } },
            signal,
          }),
        )
      ).items,
    refetchInterval: 30_000,
    // Whoever comes from the deliveries has just seen that one more was taken.
    staleTime: 0,
  });

/** Which deliveries of an integration are looked at. */
export interface DeliveryFilter {
  outcome?: Outcome;
  code?: string;
  user?: string;
  text?: string;
  /** ISO 8601; `to` is not in it. */
  from?: string;
  to?: string;
}

/** All that is known of an integration's deliveries lies below this key. */
export const deliveriesKey = (system: string, environment: string, integration: string) => [
  'systems',
  system,
  'environments',
  environment,
  'deliveries',
  integration,
];

/** One delivery with what was sent. */
export const deliveryQuery = (
  system: string,
  environment: string,
  integration: string,
  delivery: string,
) =>
  queryOptions({
    queryKey: [...deliveriesKey(system, environment, integration), 'one', delivery],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/integrations/{integration}/deliveries/{delivery}', {
          params: { path: { system, integration, delivery } },
          signal,
        }),
      ),
  });

/** The latest deliveries of an integration, a page at a time. */
export const deliveriesQuery = (
  system: string,
  environment: string,
  integration: string,
  filter: DeliveryFilter,
  limit: number,
) =>
  infiniteQueryOptions({
    queryKey: [...deliveriesKey(system, environment, integration), 'list', filter, limit],
    queryFn: async ({ pageParam, signal }) =>
      // The contract has a stream of text here too, for whoever asks for one.
      (await taken(
        api.GET('/api/v1/systems/{system}/integrations/{integration}/deliveries', {
          params: {
            path: { system, integration },
            query: { environment, ...filter, limit, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          headers: { Accept: 'application/json' },
          signal,
        }),
      )) as Deliveries,
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    // What comes after the first look comes by the stream.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
