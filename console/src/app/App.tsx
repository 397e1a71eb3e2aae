import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, useEffect, useState } from 'react';
import { RouterProvider } from 'react-router/dom';
import { SAMPLES } from '../integrations/kept';
import { credentials } from '../shared/api';
import { Later } from '../shared/Later';
import { createQueryClient } from '../shared/queries';
import { sessionEnded, sessionQuery } from '../shared/session';
import { forgetAll, forgetTab, ownerOfTab } from '../shared/tab';
import { hearTabs } from '../shared/tabs';
import { createRouter } from './router';
import { cssVariables, theme } from './theme';

// Nothing is to be said before the page is there.
const Notices = lazy(() => import('./Notices'));

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
      if (ownerOfTab() === null) queryClient.setQueryData(sessionQuery.queryKey, null);
      else sessionEnded();
    };
    // Loaded anew, so that nothing stays of who was here before; not even if it was not saved.
    credentials.onAnother = () => {
      forgetTab();
      queryClient.clear();
      window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true);
      window.location.assign('/');
    };
    return hearTabs((told) => {
      const owner = ownerOfTab();
      switch (told.what) {
        case 'signed-in':
          if (owner !== null && owner !== told.person) credentials.onAnother();
          else void queryClient.invalidateQueries(sessionQuery);
          break;
        case 'signed-out':
          if (owner === null) break;
          forgetTab();
          // Whoever stays for what is not saved has to sign in again.
          sessionEnded();
          window.location.assign('/sign-in');
          break;
        case 'erased':
          forgetAll(SAMPLES);
          break;
      }
    });
  }, [queryClient]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <Later>
        <Notices />
      </Later>
      <QueryClientProvider client={queryClient}>
        {/* That of `dom`: the other one passes over a wish to change the page at once. */}
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
