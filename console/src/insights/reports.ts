import { api, taken } from '../shared/api';
import type {
  CrossRequest,
  FlowsRequest,
  OverlapRequest,
  SegmentSizesRequest,
  SummaryRequest,
} from '../shared/contract';
import { report } from './report';

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
