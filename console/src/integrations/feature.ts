import { IconPlugConnected } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const integrations: Feature = {
  path: 'integrations',
  label: 'Integrations',
  icon: IconPlugConnected,
  routes: [
    { index: true, lazy: () => import('./IntegrationsPage') },
    // An integration may be called `new`: its own pages are one level further down.
    { path: 'new', lazy: () => import('./NewIntegrationPage') },
    {
      path: ':integration',
      children: [
        { index: true, lazy: () => import('./IntegrationHome') },
        { path: 'set-up', lazy: () => import('./SetUpPage') },
        { path: 'deliveries', lazy: () => import('./DeliveriesPage') },
        { path: 'health', lazy: () => import('./health/HealthPage') },
        { path: 'uploads', lazy: () => import('./uploads/UploadsPage') },
        { path: 'uploads/:upload', lazy: () => import('./uploads/UploadPage') },
        { path: 'schedule', lazy: () => import('./schedule/SchedulePage') },
        { path: 'mapping', lazy: () => import('./MappingPage') },
        { path: 'endpoint', lazy: () => import('./EndpointPage') },
        { path: 'receiving', lazy: () => import('./receiving/ReceivingPage') },
        { path: 'settings', lazy: () => import('./SettingsPage') },
      ],
    },
  ],
};
