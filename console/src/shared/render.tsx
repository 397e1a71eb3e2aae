import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { cssVariables, theme } from '../app/theme';
import { createQueryClient } from './queries';

/** For component tests: renders inside of what the app puts around every page. */
export function renderInApp(element: ReactNode, path = '/', at = path) {
  const router = createMemoryRouter([{ path, element }], { initialEntries: [at] });
  const queryClient = createQueryClient();
  return {
    queryClient,
    router,
    ...render(
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>,
    ),
  };
}
