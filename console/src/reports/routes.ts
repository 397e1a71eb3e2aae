import type { RouteObject } from 'react-router';

/** Reports and dashboards, below those of Insights. */
export const reports: RouteObject = {
  path: 'reports',
  children: [
    { index: true, lazy: () => import('./ReportsPage') },
    { path: 'report/:report', lazy: () => import('./ReportPage') },
    { path: 'dashboard/:dashboard', lazy: () => import('./DashboardPage') },
  ],
};

/** What is read with a link, by whoever has it. */
export const shared: RouteObject = { path: '/shared', lazy: () => import('./SharedPage') };
