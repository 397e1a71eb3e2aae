import { IconChartBar } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const insights: Feature = {
  path: 'insights',
  label: 'Insights',
  icon: IconChartBar,
  routes: [{ index: true, lazy: () => import('./InsightsPage') }],
};
