import { queryOptions } from '@tanstack/react-query';
import { api, taken } from '../../shared/api';
import { integrationsKey } from '../queries';

/** The secrets of all endpoints of an integration, without what they are. */
export const secretsQuery = (system: string, integration: string) =>
  queryOptions({
    queryKey: [...integrationsKey(system), integration, 'secrets'],
    queryFn: async ({ signal }) =>
      (
        await taken(
          api.GET('/api/v1/systems/{system}/integrations/{integration}/secrets', {
            params: { path: { system, integration } },
            signal,
          }),
        )
      ).items,
    // When each was last used changes by itself.
    refetchInterval: 30_000,
  });
