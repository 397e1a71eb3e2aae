import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Session } from '../shared/contract';
import { idOf, isAnother, noted, sessionQuery } from '../shared/session';
import { lastInTab } from '../shared/tab';

/**
 * What follows once the server has let someone in. Of somebody else who was in this tab nothing stays: neither what was asked
 * of the server, nor what the tab kept, nor where they were.
 */
export function useSignedIn(): (session: Session, next: string) => Promise<void> {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return async (session, next) => {
    if (isAnother(session)) {
      noted(session);
      return;
    }
    const last = lastInTab();
    const to = last === null || last === idOf(session) ? next : '/';
    queryClient.clear();
    queryClient.setQueryData(sessionQuery.queryKey, noted(session));
    await navigate(to, { replace: true });
  };
}
