import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { Page } from '../shared/Page';
import { useWhere } from '../shared/where';
import { ClientKey } from './ClientKey';
import { AllowedOrigins } from './AllowedOrigins';
import { Verification } from './Verification';

/** Which pages may ask for segments in an environment, and what they have to show. */
export function Component() {
  const { environment } = useWhere();
  const { hash, key } = useLocation();
  useEffect(() => {
    // After the page has put itself to its beginning.
    const part = hash ? document.getElementById(hash.slice(1)) : null;
    part?.scrollIntoView();
  }, [hash, key]);
  return (
    <Page
      title={`Who may ask in ${environment.name}`}
      about="Each environment has a client key, origins and secrets of its own. Another is chosen at the top."
    >
      <ClientKey key={`key ${environment.key}`} />
      <AllowedOrigins key={`origins ${environment.key}`} />
      <Verification key={`verification ${environment.key}`} />
    </Page>
  );
}
