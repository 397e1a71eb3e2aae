import { queryOptions } from '@tanstack/react-query';
import type { Among } from '../conditions/among';
import { api, taken } from '../shared/api';
import type { Condition } from '../shared/contract';

/** How many users one call asks for. */
const USERS_PAGE = 100;

/** All that is known of an environment's users lies below this key. */
export const usersKey = (system: string, environment: string) => [
  'systems',
  system,
  'environments',
  environment,
  'users',
];

/** What a list of users is narrowed down by; all that is there has to hold. */
export interface UserFilter {
  /** How the identifier begins. */
  q?: string;
  condition?: Condition;
  /** What they did. */
  among?: Among[];
}

/** One page of the list that begins at a cursor; the first at an empty one. */
export const usersQuery = (
  system: string,
  environment: string,
  filter: UserFilter,
  cursor: string,
) =>
  queryOptions({
    queryKey: [...usersKey(system, environment), 'list', filter, cursor],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/users/search', {
          params: { path: { system, environment } },
          body: { ...filter, limit: USERS_PAGE, ...(cursor ? { cursor } : {}) },
          signal,
        }),
      ),
    // A page that is asked for again may not be what it was; the rows around it would not fit.
    staleTime: Infinity,
    gcTime: 15_000,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

/** All that is known of one user. */
export const userQuery = (system: string, environment: string, user: string) =>
  queryOptions({
    queryKey: [...usersKey(system, environment), 'one', user],
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/environments/{environment}/users/{user}', {
          params: { path: { system, environment, user } },
          signal,
        }),
      ),
  });
