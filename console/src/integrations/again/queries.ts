import { queryOptions } from '@tanstack/react-query';
import { api, taken } from '../../shared/api';
import type { ReplayFilter } from '../../shared/contract';
import { deliveriesKey } from '../queries';

/** Where deliveries are sent again. */
export interface Place {
  system: string;
  environment: string;
  integration: string;
}

/** How a call names the place. */
export const params = ({ system, environment, integration }: Place) => ({
  path: { system, integration },
  query: { environment },
});

/** How far sending again is; looked at each second as long as it goes on. */
export const replayQuery = (place: Place) =>
  queryOptions({
    queryKey: [
      ...deliveriesKey(place.system, place.environment, place.integration),
      'replay',
      'latest',
    ],
    queryFn: async ({ signal }) =>
      (
        await taken(
          api.GET('/api/v1/systems/{system}/integrations/{integration}/replay', {
            params: params(place),
            signal,
          }),
        )
      ).run,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 1_000 : false),
  });

/** What there is to send again, and what would become of it now; asked anew each time. */
export const previewQuery = (place: Place, filter: ReplayFilter) =>
  queryOptions({
    queryKey: [
      ...deliveriesKey(place.system, place.environment, place.integration),
      'replay',
      'preview',
      filter,
    ],
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/integrations/{integration}/replay/preview', {
          params: params(place),
          body: filter,
          signal,
        }),
      ),
    gcTime: 0,
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  });
