import { createBrowserRouter, type RouteObject } from 'react-router';
import { gettingIn } from '../getting-in/routes';
import { Broken } from './Broken';
import { shared } from '../reports/routes';
import { features } from './features';
import { Home } from './Home';
import { NotFound } from './NotFound';
import { SignedIn } from './SignedIn';
import { Starting } from '../shared/Starting';
import { Shell } from './Shell';

export const routes: RouteObject[] = [
  {
    errorElement: <Broken />,
    hydrateFallbackElement: <Starting />,
    children: [
      {
        element: <SignedIn />,
        children: [
          { path: '/', element: <Home /> },
          { path: '/systems/new', lazy: () => import('./NewSystemPage') },
          {
            path: '/systems/:system/:environment?',
            element: <Shell />,
            children: [
              { index: true, element: <Home /> },
              ...features.map(({ path, routes }) => ({
                path,
                errorElement: <Broken />,
                children: routes,
              })),
              { path: '*', element: <NotFound /> },
            ],
          },
        ],
      },
      ...gettingIn,
      shared,
      { path: '*', element: <NotFound /> },
    ],
  },
];

export const createRouter = () => createBrowserRouter(routes);
