import { queryOptions, useQuery } from '@tanstack/react-query';
import { credentials } from './api';
import type { Problem, Role } from './contract';
import { ProblemError, unreachable } from './problem';

/** Who is using the console. */
export interface Session {
  person: { id: string; name: string; email: string; role: Role } | null;
  token: { name: string; role: Role } | null;
  role: Role;
  csrfToken: string | null;
  expiresAt: string | null;
}

/** The session, or null where nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => {
    let response: Response;
    try {
      response = await fetch('/api/v1/session', { signal });
    } catch {
      throw new ProblemError(unreachable());
    }
    if (response.status === 401) return noted(null);
    if (!response.ok) throw new ProblemError((await response.json()) as Problem);
    return noted((await response.json()) as Session);
  },
  staleTime: 60_000,
});

/** Lets the calls that follow carry the session's proof. */
export function noted(session: Session | null): Session | null {
  credentials.csrfToken = session?.csrfToken ?? null;
  return session;
}

const RANKS: Record<Role, number> = { viewer: 0, editor: 1, publisher: 2, admin: 3 };

/** Whether who is signed in may do what needs the role. The server decides; this only hides. */
export function useMay(role: Role): boolean {
  const { data } = useQuery(sessionQuery);
  return data != null && RANKS[data.role] >= RANKS[role];
}
