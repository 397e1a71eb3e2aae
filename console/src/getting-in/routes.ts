import type { RouteObject } from 'react-router';

/** The pages before one is in. */
export const gettingIn: RouteObject[] = [
  { path: '/sign-in', lazy: () => import('./SignInPage') },
  { path: '/link', lazy: () => import('./LinkPage') },
];
