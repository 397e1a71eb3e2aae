import { Navigate } from 'react-router';
import { usePath } from '../shared/where';

/** Leads to the first of the settings, which has no name of its own in the address. */
export function Component() {
  const path = usePath();
  return <Navigate to={path('settings')} replace />;
}
