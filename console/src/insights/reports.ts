import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type {
  CrossRequest,
  FlowsRequest,
  OverlapRequest,
  PagesRequest,
  RetentionRequest,
  SegmentSizesRequest,
  SummaryRequest,
} from '../shared/contract';

const at = (system: string, environment: string) => ({ params: { path: { system, environment } } });

const keyOf = (system: string, environment: string, view: string, asked: object) => [
  'systems',
  system,
  'environments',
  environment,
  view,
  asked,
];

const SHARED = { placeholderData: keepPreviousData, retry: false } as const;

/** Users by two fields at once. */
export const crossQuery = (system: string, environment: string, asked: CrossRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'cross', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/cross', {
          ...at(system, environment),
          body: asked,
          signal,
        }),
      ),
    ...SHARED,
  });

/** Sums, averages and percentiles of a number. */
export const summaryQuery = (system: string, environment: string, asked: SummaryRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'summary', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/summary', {
          ...at(system, environment),
          body: asked,
          signal,
        }),
      ),
    ...SHARED,
  });

/** Which pages were loaded, by whom and how often. */
export const pagesQuery = (system: string, environment: string, asked: PagesRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'pages', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/pages', {
          ...at(system, environment),
          body: asked,
          signal,
        }),
      ),
    ...SHARED,
  });

/** Who came back, of those who came in the same day, week or month. */
export const retentionQuery = (system: string, environment: string, asked: RetentionRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'retention', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/retention', {
          ...at(system, environment),
          body: asked,
          signal,
        }),
      ),
    ...SHARED,
  });

/** How many users live segments had on each day. */
export const sizesQuery = (system: string, environment: string, asked: SegmentSizesRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'segment-sizes', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/segments', {
          ...at(system, environment),
          body: asked,
          signal,
        }),
      ),
    ...SHARED,
  });

/** Who is in several segments at once. */
export const overlapQuery = (system: string, environment: string, asked: OverlapRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'overlap', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/overlap', {
          ...at(system, environment),
          body: asked,
          signal,
        }),
      ),
    ...SHARED,
  });

/** Who went from one segment to another. */
export const flowsQuery = (system: string, environment: string, asked: FlowsRequest) =>
  queryOptions({
    queryKey: keyOf(system, environment, 'flows', asked),
    queryFn: ({ signal }) =>
      taken(
        api.POST('/api/v1/systems/{system}/environments/{environment}/insights/flows', {
          ...at(system, environment),
          body: asked,
          signal,
        }),
      ),
    ...SHARED,
  });
