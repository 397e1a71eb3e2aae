import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RouterProvider } from 'react-router';
import { credentials } from '../shared/api';
import { createQueryClient } from '../shared/queries';
import { noted, sessionQuery } from '../shared/session';
import { createRouter } from './router';
import { cssVariables, theme } from './theme';

/** The nonce of this page's policy, without which no style that is made at run time would hold. */
const nonce = () =>
  document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';

// Where the library that holds the page still behind a dialog looks for it (get-nonce).
Object.assign(globalThis, { __webpack_nonce__: nonce() });

export function App() {
  const [queryClient] = useState(createQueryClient);
  const [router] = useState(createRouter);
  useEffect(() => {
    credentials.onSignedOut = () => {
      queryClient.setQueryData(sessionQuery.queryKey, noted(null));
    };
  }, [queryClient]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <Notifications position="bottom-right" />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
