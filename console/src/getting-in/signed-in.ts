import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Session } from '../shared/contract';
import { noted, sessionQuery } from '../shared/session';

/** What follows once the server has let someone in: nothing of who was there before stays. */
export function useSignedIn(): (session: Session, next: string) => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (session, next) => {
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, noted(session));
    await navigate(next, { replace: true });
  };
}
