import { IconChartBar } from '@tabler/icons-react';
import { reports } from '../reports/routes';
import type { Feature } from '../shared/feature';

export const insights: Feature = {
  path: 'insights',
  label: 'Insights',
  icon: IconChartBar,
  routes: [
    {
      lazy: () => import('./frame/InsightsLayout'),
      children: [
        { index: true, lazy: () => import('./overview/OverviewPage') },
        { path: 'trend', lazy: () => import('./trend/TrendPage') },
        { path: 'breakdown', lazy: () => import('./breakdown/BreakdownPage') },
        { path: 'pages', lazy: () => import('./pages/PagesPage') },
        { path: 'retention', lazy: () => import('./retention/RetentionPage') },
        { path: 'segments', lazy: () => import('./segments/SegmentsPage') },
        { path: 'users', lazy: () => import('./users/UsersPage') },
      ],
    },
    reports,
  ],
};
