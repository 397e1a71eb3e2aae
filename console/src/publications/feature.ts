import { IconRocket } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const publications: Feature = {
  path: 'publish',
  label: 'Publish',
  icon: IconRocket,
  routes: [
    { index: true, lazy: () => import('./PublishPage') },
    { path: 'versions', lazy: () => import('./VersionsPage') },
    { path: 'compare', lazy: () => import('./ComparePage') },
    { path: 'webhooks/:webhook?', lazy: () => import('../webhooks/WebhooksPage') },
  ],
};
