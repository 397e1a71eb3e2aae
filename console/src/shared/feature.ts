import type { Icon } from '@tabler/icons-react';
import type { RouteObject } from 'react-router';

/** A part of the console with pages of its own below `/systems/:system/:environment`. */
export interface Feature {
  /** The first segment of its paths below the system and environment. */
  path: string;
  /** As the navigation calls it. */
  label: string;
  icon: Icon;
  /** Its pages, relative to `path`. Pages are loaded when they are visited: `lazy`. */
  routes: RouteObject[];
}
