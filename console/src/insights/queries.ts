import { keepPreviousData, queryOptions, type QueryClient } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { BreakdownRequest, Filter } from '../shared/contract';
import { everyPage } from '../shared/every-page';

/** The saved filters of a system, the one that was used last first; those never used by name. */
export const filtersQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'filters'],
    queryFn: async ({ signal }) => {
      const filters = await everyPage((query) =>
        taken(
          api.GET('/api/v1/systems/{system}/filters', {
            params: { path: { system }, query },
            signal,
          }),
        ),
      );
      return filters.sort(byUse);
    },
  });

const byUse = (one: Filter, other: Filter): number =>
  (other.lastUsedAt ?? '').localeCompare(one.lastUsedAt ?? '') ||
  one.name.localeCompare(other.name);

/** Users by a field. */
export const breakdownQuery = (system: string, environment: string, asked: BreakdownRequest) =>
  queryOptions({
    queryKey: ['systems', system, 'environments', environment, 'breakdown', asked],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/breakdown', {
          params: { path: { system, environment } },
          body: asked,
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** After a change to a saved filter: the list, and the segments that say who uses them. */
export const filtersChanged = (client: QueryClient, system: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: ['systems', system, 'filters'] }),
    client.invalidateQueries({ queryKey: ['systems', system, 'environments'] }),
  ]);
