import { Box } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { Navigate, Outlet, useLocation } from 'react-router';
import { sessionQuery, useEnded } from '../shared/session';
import { ProblemView } from '../shared/states';
import { Starting } from '../shared/Starting';

const SignInAgain = lazy(() => import('../getting-in/SignInAgain'));

/**
 * Lets only those through who are signed in; others sign in and come back to where they were. Where a session ends
 * meanwhile, the page stays with what was typed, and they sign in over it.
 */
export function SignedIn() {
  const session = useQuery(sessionQuery);
  const { pathname, search } = useLocation();
  const ended = useEnded();
  useAskAnew(ended);
  if (session.data) {
    return (
      <>
        <Outlet />
        <Suspense>{ended && <SignInAgain session={session.data} />}</Suspense>
      </>
    );
  }
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

/** What was refused while the session had ended is asked again afterwards. */
function useAskAnew(ended: boolean): void {
  const queryClient = useQueryClient();
  const was = useRef(ended);
  useEffect(() => {
    if (was.current && !ended) void queryClient.invalidateQueries();
    was.current = ended;
  }, [ended, queryClient]);
}
