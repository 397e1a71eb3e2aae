import { queryOptions, useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api, taken } from '../shared/api';
import type { Filter } from '../shared/contract';
import { everyPage } from '../shared/every-page';
import { useWhere } from '../shared/where';

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

/** After a change to a saved filter: the list, and the segments that say who uses them. */
export const filtersChanged = (client: QueryClient, system: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: filtersQuery(system).queryKey }),
    client.invalidateQueries({ queryKey: ['systems', system, 'environments'] }),
  ]);

/** Notes that a filter is used, by whoever chooses it or follows a link to it. */
export function useNoteUse(filter: string | undefined): void {
  const { system } = useWhere();
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: (key: string) =>
      taken(
        api.POST('/api/v1/systems/{system}/filters/{filter}/use', {
          params: { path: { system: system.key, filter: key } },
        }),
      ),
    // It is for the order of the filters alone; nobody has to hear that it did not work.
    meta: { shown: true },
    onSuccess: () => client.invalidateQueries({ queryKey: filtersQuery(system.key).queryKey }),
  });
  useEffect(() => {
    if (filter !== undefined) mutate(filter);
  }, [filter, mutate]);
}
