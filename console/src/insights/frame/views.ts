/** The views of Insights, in the order of their tabs. */
export const VIEWS = [
  { page: 'insights', label: 'Overview' },
  { page: 'insights/trend', label: 'Trend' },
  { page: 'insights/breakdown', label: 'Breakdown' },
  { page: 'insights/pages', label: 'Pages' },
  { page: 'insights/retention', label: 'Retention' },
  { page: 'insights/segments', label: 'Segments' },
  { page: 'insights/users', label: 'Users' },
  { page: 'insights/reports', label: 'Reports' },
];
