import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type { OverviewRequest, TrendRequest } from '../shared/contract';

const keyOf = (system: string, environment: string, view: string, asked: object) => [
  'systems',
  system,
  'environments',
  environment,
  view,
  asked,
];

/** What is known of all users at a glance. */
export const overviewQuery = (system: string, environment: string, asked: OverviewRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'overview', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/overview', {
          params: { path: { system, environment } },
          body: asked,
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** A figure day by day, week by week or month by month. */
export const trendQuery = (system: string, environment: string, asked: TrendRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'trend', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/trend', {
          params: { path: { system, environment } },
          body: asked,
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });
