import { IconUsersGroup } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const segments: Feature = {
  path: 'segments',
  label: 'Segments',
  icon: IconUsersGroup,
  routes: [
    { index: true, lazy: () => import('./SegmentsPage') },
    { path: 'new', lazy: () => import('./NewSegmentPage') },
    { path: ':segment', lazy: () => import('./SegmentPage') },
  ],
};
