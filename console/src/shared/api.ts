import createClient, { type Middleware } from 'openapi-fetch';
import type { paths, Problem } from './contract';
import { ProblemError, unreachable } from './problem';

/** What the session adds to calls, and who hears when it has ended. Set by `session.ts` and the app. */
export const credentials = {
  csrfToken: null as string | null,
  onSignedOut: () => {},
  /** The browser's session is somebody else's by now. */
  onAnother: () => {},
  /** Asks for the session's proof anew; whether the session still is the same person's. */
  renew: (): Promise<boolean> => Promise.resolve(false),
};

const SAFE = new Set(['GET', 'HEAD']);
const PUBLIC = /^\/api\/v1\/(session$|sign-in|links\/)/;

const middleware: Middleware = {
  onRequest({ request }) {
    if (!SAFE.has(request.method) && credentials.csrfToken) {
      request.headers.set('X-CSRF-Token', credentials.csrfToken);
    }
    return request;
  },
  onResponse({ request, response }) {
    if (response.status === 401 && !PUBLIC.test(new URL(request.url).pathname)) {
      credentials.onSignedOut();
    }
  },
};

/** The typed client of the contract: `api.GET('/api/v1/systems')`. Wrap each call in [taken]. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  fetch: sent,
});
api.use(middleware);

/** Sends it, and once more where the session has another proof by now, as one signed in anew in another tab. */
async function sent(request: Request): Promise<Response> {
  const again = SAFE.has(request.method) ? null : request.clone();
  // Looked up at each call, so that a test can stand in for the network.
  const response = await globalThis.fetch(request);
  if (again === null || response.status !== 403) return response;
  const problem = (await response.clone().json()) as Partial<Problem>;
  if (!problem.type?.endsWith('/csrf') || !(await credentials.renew())) return response;
  if (credentials.csrfToken) again.headers.set('X-CSRF-Token', credentials.csrfToken);
  return globalThis.fetch(again);
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer's data; a refusal or a lost connection is thrown as a [ProblemError]. */
export async function taken<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>;
  try {
    answer = await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ProblemError(unreachable());
  }
  if (!answer.response.ok) throw new ProblemError(problemOf(answer.error, answer.response));
  return answer.data as T;
}

/** What was refused, as the server said it, or by its status alone. */
export function problemOf(
  error: unknown,
  { status, statusText }: Pick<Response, 'status' | 'statusText'>,
): Problem {
  if (error !== null && typeof error === 'object' && 'type' in error && 'detail' in error) {
    return error as Problem;
  }
  return {
    type: 'https://muster.dev/problems/unknown',
    title: statusText || 'Not understood',
    status,
    detail: `The server answered ${status} without saying why.`,
  };
}

/** The header by which a change is refused if someone else changed the thing meanwhile. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` });
