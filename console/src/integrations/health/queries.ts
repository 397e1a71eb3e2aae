import { queryOptions } from '@tanstack/react-query';
import { api, taken } from '../../shared/api';
import type { AlertsChange } from '../../shared/contract';

/** An integration in an environment. */
export interface Place {
  system: string;
  environment: string;
  integration: string;
}

const call = ({ system, environment, integration }: Place) => ({
  params: { path: { system, integration }, query: { environment } },
});

/** All that is known of how an integration is lies below this key. */
const healthKey = ({ system, environment, integration }: Place) => [
  'systems',
  system,
  'environments',
  environment,
  'integration-health',
  integration,
];

const alertsKey = (place: Place) => [...healthKey(place), 'alerts'];

/** How an integration is; looked at again every half minute. */
export const healthQuery = (place: Place) =>
  queryOptions({
    queryKey: healthKey(place),
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/integrations/{integration}/health', {
          ...call(place),
          signal,
        }),
      ),
    refetchInterval: 30_000,
  });

/** Who is told how an integration is, and what they were told. */
export const alertsQuery = (place: Place) =>
  queryOptions({
    queryKey: alertsKey(place),
    queryFn: ({ signal }) =>
      taken(
        api.GET('/api/v1/systems/{system}/integrations/{integration}/alerts', {
          ...call(place),
          signal,
        }),
      ),
    refetchInterval: 30_000,
  });

/** Sets who is told. */
export const putAlerts = (place: Place, body: AlertsChange) =>
  taken(
    api.PUT('/api/v1/systems/{system}/integrations/{integration}/alerts', { ...call(place), body }),
  );

/** Sends a test to all who are told. */
export const testAlerts = (place: Place) =>
  taken(api.POST('/api/v1/systems/{system}/integrations/{integration}/alerts/test', call(place)));
