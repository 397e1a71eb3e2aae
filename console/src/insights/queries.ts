import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, taken } from '../shared/api';
import type {
  BreakdownRequest,
  CrossRequest,
  FlowsRequest,
  OverlapRequest,
  OverviewRequest,
  PagesRequest,
  RetentionRequest,
  SegmentSizesRequest,
  SummaryRequest,
  TrendRequest,
} from '../shared/contract';

interface Call {
  params: { path: { system: string; environment: string } };
  signal: AbortSignal;
}

/**
 * The query of a report: what was asked before stays until the answer is there, and a refusal is not asked for again.
 *
 * @param view what it is kept under
 * @param ask sends what is asked
 */
const report =
  <Asked extends object, Answer>(view: string, ask: (body: Asked, call: Call) => Promise<Answer>) =>
  (system: string, environment: string, asked: Asked) =>
    queryOptions<Answer>({
      queryKey: ['systems', system, 'environments', environment, view, asked],
      queryFn: ({ signal }) => ask(asked, { params: { path: { system, environment } }, signal }),
      placeholderData: keepPreviousData,
      retry: false,
    });

/** What is known of all users at a glance. */
export const overviewQuery = report('overview', (body: OverviewRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/overview', {
      ...call,
      body,
    }),
  ),
);

/** A figure day by day, week by week or month by month. */
export const trendQuery = report('trend', (body: TrendRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/trend', {
      ...call,
      body,
    }),
  ),
);

/** Which pages were loaded, by whom and how often. */
export const pagesQuery = report('pages', (body: PagesRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/pages', {
      ...call,
      body,
    }),
  ),
);

/** Who came back, of those who came in the same day, week or month. */
export const retentionQuery = report('retention', (body: RetentionRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/retention', {
      ...call,
      body,
    }),
  ),
);

/** Users by a field. */
export const breakdownQuery = report('breakdown', (body: BreakdownRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/breakdown', {
      ...call,
      body,
    }),
  ),
);

/** Users by two fields at once. */
export const crossQuery = report('cross', (body: CrossRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/cross', {
      ...call,
      body,
    }),
  ),
);

/** Sums, averages and percentiles of a number. */
export const summaryQuery = report('summary', (body: SummaryRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/summary', {
      ...call,
      body,
    }),
  ),
);

/** How many users live segments had on each day. */
export const sizesQuery = report('segment-sizes', (body: SegmentSizesRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/segments', {
      ...call,
      body,
    }),
  ),
);

/** Who is in several segments at once. */
export const overlapQuery = report('overlap', (body: OverlapRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/overlap', {
      ...call,
      body,
    }),
  ),
);

/** Who went from one segment to another. */
export const flowsQuery = report('flows', (body: FlowsRequest, call) =>
  taken(
    api.POST('/api/v1/systems/{system}/environments/{environment}/insights/flows', {
      ...call,
      body,
    }),
  ),
);
