import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery } from '../shared/session';
import { ProblemView } from '../shared/states';
import { Starting } from '../shared/Starting';

/** Lets only those through who are signed in; others sign in and come back to where they were. */
export function SignedIn() {
  const session = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  if (session.data) return <Outlet />;
  if (session.data === null) {
    const next = pathname === '/' ? '' : `?next=${encodeURIComponent(pathname + search)}`;
    return <Navigate to={`/sign-in${next}`} replace />;
  }
  if (session.error) {
    return (
      <Box p="lg" maw="40rem" mx="auto">
        <ProblemView error={session.error} onRetry={() => void session.refetch()} />
      </Box>
    );
  }
  return <Starting reason={session.failureReason} />;
}
