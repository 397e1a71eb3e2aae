import { IconAppWindow } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const pages: Feature = {
  path: 'pages',
  label: 'Pages',
  icon: IconAppWindow,
  routes: [
    {
      lazy: () => import('./PagesLayout'),
      children: [
        { index: true, lazy: () => import('./InstallPage') },
        { path: 'user', lazy: () => import('./UserPage') },
        { path: 'access', lazy: () => import('./AccessPage') },
        { path: 'answers', lazy: () => import('./AnswersPage') },
        { path: 'installed', lazy: () => import('./InstalledPage') },
      ],
    },
  ],
};
