import { Navigate } from 'react-router';

/** An integration without a page named shows its deliveries. */
export function Component() {
  return <Navigate to="deliveries" replace />;
}
