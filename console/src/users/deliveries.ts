import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';

const AT_ONCE = 20;

/** The history of a user is read back from a log: not each time that somebody looks at the page again. */
const FRESH_MILLIS = 30_000;

/**
 * The deliveries that touched a user, over all integrations, the latest first. The server looks through a
 * bounded stretch at once, so a page may be empty while others follow.
 */
export const deliveriesOfUserQuery = (system: string, environment: string, user: string) =>
  infiniteQueryOptions({
    queryKey: ['systems', system, 'environments', environment, 'users', 'deliveries', user],
    queryFn: ({ pageParam, signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/environments/{environment}/users/{user}/deliveries', {
          params: {
            path: { system, environment, user },
            query: { limit: AT_ONCE, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    staleTime: FRESH_MILLIS,
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
