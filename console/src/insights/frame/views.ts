/** The views of Insights, in the order of their tabs. Users are a page of their own, which takes the same query string. */
export const VIEWS = [
  { page: 'insights', label: 'Overview' },
  { page: 'insights/trend', label: 'Trend' },
  { page: 'insights/breakdown', label: 'Breakdown' },
  { page: 'insights/pages', label: 'Pages' },
  { page: 'insights/retention', label: 'Retention' },
  { page: 'insights/segments', label: 'Segments' },
  { page: 'users', label: 'Users' },
  { page: 'insights/reports', label: 'Reports' },
];
