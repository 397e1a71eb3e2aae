import type { Settings } from './settings';
import type { User } from './user';

/** What is known after a page load. It never fails: a page goes on without Muster. */
export interface Answer {
  /** The keys of the live segments that the user is in. */
  segments: string[];
  /** As it was sent; null where nobody was asked about. */
  user: string | null;
  /** Whether Muster knows anything of the user. */
  known: boolean;
  /**
   * Why nothing is known: `no-user`, `timeout`, `unreachable`, `not-secure` (no hash can be made on a
   * page without TLS), `invalid-answer`, or the code of the server's problem, such as
   * `origin-not-allowed`. Null where all is well.
   */
  problem: string | null;
}

/** As if in no segment. */
export const nothing = (problem: string, user: string | null = null): Answer => ({
  segments: [],
  user,
  known: false,
  problem,
});

const TIMEOUT_MILLIS = 3_000;

/** Asks which segments a user is in on this page. */
export async function pageLoad(settings: Settings, { id, hash }: User): Promise<Answer> {
  const { key, url, timeoutMillis = TIMEOUT_MILLIS } = settings;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMillis);
  try {
    const response = await fetch(`${url}/v1/page-load`, {
      method: 'POST',
      // As plain text no preflight is needed, and in the body the identifier is in nobody's access log.
      body: JSON.stringify({
        key,
        user: id,
        hash,
        url: location.href,
        title: document.title,
        referrer: document.referrer,
      }),
      credentials: 'omit',
      referrerPolicy: 'origin',
      signal: abort.signal,
    });
    return answerOf(id, (await response.json()) as Partial<Body>);
  } catch {
    return nothing(abort.signal.aborted ? 'timeout' : 'unreachable', id);
  } finally {
    clearTimeout(timer);
  }
}

/** What the server says: an answer, or a problem. */
interface Body {
  user: { known: boolean };
  segments: string[];
  type: string;
}

function answerOf(id: string, { user, segments, type }: Partial<Body>): Answer {
  if (Array.isArray(segments)) {
    return { segments, user: id, known: !!(user && user.known), problem: null };
  }
  return nothing((type && type.split('/').pop()) || 'invalid-answer', id);
}
