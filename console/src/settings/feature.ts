import { IconSettings } from '@tabler/icons-react';
import type { Feature } from '../shared/feature';

export const settings: Feature = {
  path: 'settings',
  label: 'Settings',
  icon: IconSettings,
  routes: [],
};
