import { infiniteQueryOptions, queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import { systemsQuery } from '../shared/queries';

const key = (system: string, environment: string, ...more: unknown[]) => [
  'systems',
  system,
  'environments',
  environment,
  ...more,
];

/** What publishing now would change. Worked out anew each time, as users come and go. */
export const publicationPreviewQuery = (system: string, environment: string) =>
  queryOptions({
    queryKey: key(system, environment, 'publications', 'preview'),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/publications/preview', {
          params: { path: { system, environment } },
          signal,
        }),
      ),
    staleTime: 0,
  });

/** The versions of an environment, the latest first. */
export const publicationsQuery = (system: string, environment: string) =>
  infiniteQueryOptions({
    queryKey: key(system, environment, 'publications', 'list'),
    queryFn: ({ signal, pageParam }) =>
      taken(
        api.GET('/api/v1/systems/{system}/environments/{environment}/publications', {
          params: {
            path: { system, environment },
            query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

/** One version with its segments as they were then; it never changes. */
export const publicationQuery = (system: string, environment: string, version: number) =>
  queryOptions({
    queryKey: key(system, environment, 'publications', version),
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/environments/{environment}/publications/{version}', {
          params: { path: { system, environment, version } },
          signal,
        }),
      ),
  });

/** After a publish or a restore: the versions, and the status of every segment. */
export const published = (client: QueryClient, system: string) =>
  Promise.all([
    // Which version is live, too.
    client.invalidateQueries({ ...systemsQuery, exact: true }),
    client.invalidateQueries({ queryKey: ['systems', system, 'environments'] }),
    client.invalidateQueries({ queryKey: ['systems', system, 'segments'] }),
  ]);
