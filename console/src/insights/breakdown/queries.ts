import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, taken } from '../../shared/api';
import type { BreakdownRequest } from '../../shared/contract';

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
