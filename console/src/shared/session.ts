import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, credentials, taken } from './api';
import type { Role, Session } from './contract';
import { ProblemError } from './problem';

/** The session, or null where nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      // Where nobody seems to be signed in, that is asked first in a way that is not refused.
      if (!wasSignedIn()) {
        const { signedIn } = await taken(api.GET('/api/v1/sign-in', { signal }));
        if (!signedIn) return noted(null);
      }
      return noted(await taken(api.GET('/api/v1/session', { signal })));
    } catch (error) {
      if (error instanceof ProblemError && error.status === 401) return noted(null);
      throw error;
    }
  },
  staleTime: 60_000,
});

/** Lets the calls that follow carry the session's proof. */
export function noted(session: Session | null): Session | null {
  credentials.csrfToken = session?.csrfToken ?? null;
  try {
    if (session) localStorage.setItem(HINT, 'yes');
    else localStorage.removeItem(HINT);
  } catch {
    // A browser that keeps nothing is asked each time.
  }
  return session;
}

const HINT = 'muster.signed-in';

/** Whether somebody was, when this browser last knew; a hint only. */
function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(HINT) !== null;
  } catch {
    return false;
  }
}

const RANKS: Record<Role, number> = { viewer: 0, editor: 1, publisher: 2, admin: 3 };

/** Whether who is signed in may do what needs the role. The server decides; this only hides. */
export function useMay(role: Role): boolean {
  const { data } = useQuery(sessionQuery);
  return data != null && RANKS[data.role] >= RANKS[role];
}
