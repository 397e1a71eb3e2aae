import { queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { Condition } from '../shared/contract';
import { everyPage } from '../shared/every-page';

/** How many users one call asks for. */
export const USERS_PAGE = 100;

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

/** How many users a filter is for, of how many. */
export const countQuery = (system: string, environment: string, condition: Condition) =>
  queryOptions({
    queryKey: [...usersKey(system, environment), 'count', condition],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/count', {
          params: { path: { system, environment } },
          body: { condition },
          signal,
        }),
      ),
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

/** The saved filters that a list may be narrowed down by. */
export const savedFiltersQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'filters', 'all'],
    queryFn: ({ signal }) =>
      everyPage((query) =>
        taken(
          api.GET('/api/v1/systems/{system}/filters', {
            params: { path: { system }, query },
            signal,
          }),
        ),
      ),
  });
