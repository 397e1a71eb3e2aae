import { IconUser } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const users: Feature = {
  path: 'users',
  label: 'Users',
  icon: IconUser,
  routes: [
    { index: true, lazy: () => import('./UsersPage') },
    { path: ':user', lazy: () => import('./UserPage') },
  ],
};
