import { queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';

/** The integrations of a system. */
export const integrationsQuery = (system: string) =>
  queryOptions({
    queryKey: ['systems', system, 'integrations'],
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
