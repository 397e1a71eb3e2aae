import { queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, taken } from '../shared/api';

const UNCOUNTED_MILLIS = 2_000;

/** The segments of a system as they are in an environment: how many users, since when, where used. */
export const segmentsHereQuery = (system: string, environment: string) =>
  queryOptions({
    queryKey: ['systems', system, 'environments', environment, 'segments'],
    queryFn: async ({ signal }) =>
      (
        await taken(
          api.GET('/api/v1/systems/{system}/environments/{environment}/segments', {
            params: { path: { system, environment } },
            signal,
          }),
        )
      ).items,
    // An answer counts for about a second; with very many segments the rest follows.
    refetchInterval: ({ state }) =>
      state.data?.some(({ users, live, needsPage }) => users === null && live && !needsPage)
        ? UNCOUNTED_MILLIS
        : false,
  });

/** One segment as its editors see it. */
export const segmentQuery = (system: string, segment: string) =>
  queryOptions({
    queryKey: ['systems', system, 'segments', segment],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/segments/{segment}', {
          params: { path: { system, segment } },
          signal,
        }),
      ),
  });

/** After a change to a segment: its lists, other segments that use it, and what a publish would do. */
export const segmentsChanged = (client: QueryClient, system: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: ['systems', system, 'segments'] }),
    client.invalidateQueries({ queryKey: ['systems', system, 'environments'] }),
  ]);
