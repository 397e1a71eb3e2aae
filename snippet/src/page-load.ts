import { quietly } from './quietly';
import type { Settings } from './settings';
import { TIMEOUT_MILLIS } from './times';
import type { User } from './user';

/** What is known after a page load. It never fails: a page goes on without Muster. */
export interface Answer {
  /** The keys of the live segments that the user is in. */
  segments: string[];
  /** The values of the attributes that are visible to pages, by name: `crm.plan`. */
  attributes: Attributes;
  /** As it was sent; null where nobody was asked about. */
  user: string | null;
  /** Whether Muster knows anything of the user. */
  known: boolean;
  /**
   * Why nothing is known: `no-user`, `unknown-key`, `timeout`, `unreachable`, `not-secure` (no hash can be made
   * on a page without TLS), `invalid-answer`, `broken-page`, `no-script`, or the code of the server's problem, such as
   * `origin-not-allowed`. Null where all is well.
   */
  problem: string | null;
}

/** Values as JSON has them; dates as RFC 3339. An attribute without a value is not there. */
export type Attributes = Record<string, string | number | boolean | string[]>;

/** As if in no segment. */
export const nothing = (problem: string, user: string | null = null): Answer => ({
  segments: [],
  attributes: {},
  user,
  known: false,
  problem,
});

/** As plain text no preflight is needed, and in the body the identifier is in nobody's access log. */
const post = (settings: Settings, body: object, signal?: AbortSignal) =>
  fetch(`${settings.url}/v1/page-load`, {
    method: 'POST',
    body: JSON.stringify({ key: settings.key, url: location.href, ...body }),
    credentials: 'omit',
    referrerPolicy: 'origin',
    signal,
  });

/** Says that nobody can be asked about, for whoever looks whether the page is connected. */
export function complain(settings: Settings, problem: string): void {
  quietly(() => void post(settings, { problem }).catch(() => undefined));
}

/** How a page asks. */
export interface Asking {
  /** Whether this is no page load of its own: something has changed since. */
  again?: boolean;
  /** Whether the page wants to hear of changes. */
  subscribe?: boolean;
}

/**
 * Asks which segments a user is in on this page.
 *
 * @param listen gets the address of the event stream, where one was asked for and there is one
 */
export async function pageLoad(
  settings: Settings,
  { id, hash }: User,
  asking: Asking,
  listen: (url?: string) => void,
): Promise<Answer> {
  const { timeoutMillis = TIMEOUT_MILLIS } = settings;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), timeoutMillis);
  try {
    const response = await post(
      settings,
      { user: id, hash, title: document.title, referrer: document.referrer, ...asking },
      abort.signal,
    );
    const body = (await response.json()) as Partial<Body>;
    listen(body.events);
    return answerOf(id, body);
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
  attributes: Attributes;
  events: string;
  type: string;
  detail: string;
}

function answerOf(id: string, { user, segments, attributes, type, detail }: Partial<Body>): Answer {
  if (Array.isArray(segments)) {
    return {
      segments,
      attributes: attributes || {},
      user: id,
      known: !!(user && user.known),
      problem: null,
    };
  }
  // Whoever sets the page up looks here first.
  if (detail) console.warn(`Muster: ${detail}`);
  return nothing((type && type.split('/').pop()) || 'invalid-answer', id);
}
