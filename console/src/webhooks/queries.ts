import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { WebhookAttempt } from '../shared/contract';
import { everyPage } from '../shared/every-page';

const key = (system: string, environment: string, ...more: unknown[]) => [
  'systems',
  system,
  'environments',
  environment,
  'webhooks',
  ...more,
];

/** How often it is looked how far messages are. */
const AGAIN_MILLIS = 5_000;

/** The webhooks of an environment, by name; for editors. */
export const webhooksQuery = (system: string, environment: string) =>
  queryOptions({
    queryKey: key(system, environment),
    queryFn: async ({ signal }) =>
      (
        await everyPage((query) =>
          taken(
            api.GET('/api/v1/systems/{system}/environments/{environment}/webhooks', {
              params: { path: { system, environment }, query },
              signal,
            }),
          ),
        )
      ).sort((one, other) => one.name.localeCompare(other.name)),
    refetchInterval: AGAIN_MILLIS,
  });

/** One webhook, and how it is doing. */
export const webhookQuery = (system: string, environment: string, webhook: string) =>
  queryOptions({
    queryKey: key(system, environment, webhook),
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/environments/{environment}/webhooks/{webhook}', {
          params: { path: { system, environment, webhook } },
          signal,
        }),
      ),
    refetchInterval: AGAIN_MILLIS,
  });

export type AttemptState = WebhookAttempt['state'];

/** What was tried, the newest first. */
export const attemptsQuery = (
  system: string,
  environment: string,
  webhook: string,
  state: AttemptState | null,
) =>
  infiniteQueryOptions({
    queryKey: key(system, environment, webhook, 'attempts', state),
    queryFn: ({ signal, pageParam }) =>
      taken(
        api.GET('/api/v1/systems/{system}/environments/{environment}/webhooks/{webhook}/attempts', {
          params: {
            path: { system, environment, webhook },
            query: {
              limit: 50,
              ...(state ? { state } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
    refetchInterval: AGAIN_MILLIS,
  });

/** After a change to a webhook, or to what waits for it. */
export const webhooksChanged = (client: QueryClient, system: string, environment: string) =>
  client.invalidateQueries({ queryKey: key(system, environment) });
