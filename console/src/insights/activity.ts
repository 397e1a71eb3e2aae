import { api, taken } from '../shared/api';
import type {
  OverviewRequest,
  PagesRequest,
  RetentionRequest,
  TrendRequest,
} from '../shared/contract';
import { report } from './report';

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
