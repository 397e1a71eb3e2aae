import { IconSettings } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const settings: Feature = {
  path: 'settings',
  label: 'Settings',
  icon: IconSettings,
  routes: [
    {
      lazy: () => import('./SettingsLayout'),
      children: [
        { index: true, lazy: () => import('./SystemPage') },
        // As somebody would write its address, seeing those of the others.
        { path: 'system', lazy: () => import('./SystemAddress') },
        { path: 'environments', lazy: () => import('./EnvironmentsPage') },
        { path: 'people', lazy: () => import('./PeoplePage') },
        { path: 'tokens', lazy: () => import('./TokensPage') },
        { path: 'audit', lazy: () => import('./AuditPage') },
      ],
    },
  ],
};
