import { queryOptions, useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, credentials, taken } from './api';
import type { Role, Session } from './contract';
import { ProblemError } from './problem';
import { belongsTo, ownerOfTab } from './tab';
import { tellTabs } from './tabs';

/**
 * The session, or null where nobody is signed in. Once somebody was, it stays theirs while [useEnded] says that they have
 * to sign in again, so that no page loses what they typed.
 */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal, client, queryKey }): Promise<Session | null> => {
    const session = await askedSession(signal);
    if (session === null && ownerOfTab() !== null) {
      sessionEnded();
      return client.getQueryData<Session>(queryKey) ?? null;
    }
    return noted(session);
  },
  staleTime: 60_000,
});

async function askedSession(signal?: AbortSignal): Promise<Session | null> {
  try {
    // Where nobody seems to be signed in, that is asked first in a way that is not refused.
    if (!wasSignedIn()) {
      const { signedIn } = await taken(api.GET('/api/v1/sign-in', { signal }));
      if (!signedIn) return null;
    }
    return await taken(api.GET('/api/v1/session', { signal }));
  } catch (error) {
    if (error instanceof ProblemError && error.status === 401) return null;
    throw error;
  }
}

/** By what a person's things are told from another's. */
export const idOf = ({ person, token }: Session): string =>
  person?.id ?? `token-${token?.name ?? ''}`;

/** Whether a session is somebody else's than the one whose tab this is. */
export const isAnother = (session: Session): boolean =>
  ownerOfTab() !== null && ownerOfTab() !== idOf(session);

/** Lets the calls that follow carry the session's proof. One of somebody else begins anew. */
export function noted(session: Session | null): Session | null {
  if (session && isAnother(session)) {
    credentials.onAnother();
    return session;
  }
  credentials.csrfToken = session?.csrfToken ?? null;
  hint(session !== null);
  if (session) {
    const first = ownerOfTab() === null || ended;
    belongsTo(idOf(session));
    setEnded(false);
    if (first) tellTabs({ what: 'signed-in', person: idOf(session) });
  }
  return session;
}

// The proof is of a session, which may have been replaced in another tab.
credentials.renew = async () => {
  const session = await askedSession();
  if (session) return !isAnother(session) ? noted(session) !== null : (noted(session), false);
  credentials.onSignedOut();
  return false;
};

let ended = false;
const listeners = new Set<() => void>();

function setEnded(now: boolean): void {
  ended = now;
  listeners.forEach((listener) => listener());
}

/** Whoever is here has to sign in again; until then everything stays as it is. */
export function sessionEnded(): void {
  credentials.csrfToken = null;
  hint(false);
  setEnded(true);
}

/** Whether whoever is here has to sign in again. */
export const useEnded = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => ended,
  );

const HINT = 'muster.signed-in';

function hint(signedIn: boolean): void {
  try {
    if (signedIn) localStorage.setItem(HINT, 'yes');
    else localStorage.removeItem(HINT);
  } catch {
    // A browser that keeps nothing is asked each time.
  }
}

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
