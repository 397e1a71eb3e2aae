import { IconPlugConnected } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const integrations: Feature = {
  path: 'integrations',
  label: 'Integrations',
  icon: IconPlugConnected,
  routes: [{ index: true, lazy: () => import('./IntegrationsPage') }],
};
