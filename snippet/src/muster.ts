import { changes } from './changes';
import { marks } from './marks';
import { onNavigation } from './navigation';
import { complain, nothing, pageLoad, type Answer, type Attributes } from './page-load';
import type { Settings } from './settings';
import { anonymous, hashed, waitFor, type User } from './user';

export type { Answer, Attributes, Settings };

/** Put in by the build. */
declare const VERSION: string;

/** What a page has of Muster. */
export interface Muster {
  /** Of the snippet: `0.1.0`. */
  readonly version: string;
  /** The keys of the segments that the user is in; none while nothing is known. */
  readonly segments: readonly string[];
  /** The values of the attributes that are visible to pages, by name: `crm.plan`. */
  readonly attributes: Attributes;
  /** The first answer. Never rejected: where nothing could be known, its `problem` says why. */
  readonly ready: Promise<Answer>;
  has(segment: string): boolean;
  /**
   * Calls with each answer whose segments are others than before. Returns what ends that. While there
   * is a listener, the page asks again whenever something of its user has changed.
   */
  on(event: 'change', listener: (answer: Answer) => void): () => void;
  /**
   * Says who the user is, and asks again.
   *
   * @param id null for nobody any more
   * @param options `hash`: proves the identifier, where the environment asks for it
   */
  identify(id: string | null, options?: { hash?: string }): Promise<Answer>;
  /** Asks again, as if the page had been loaded. */
  refresh(): Promise<Answer>;
}

const WAIT_MILLIS = 5_000;
const HIDE_MILLIS = 1_000;

/** Begins: finds the user, asks, and asks again after each navigation within the page. */
export function start(settings: Settings): Muster {
  const {
    identifier: source = { method: 'call' },
    waitMillis = WAIT_MILLIS,
    hideMillis = HIDE_MILLIS,
  } = settings;
  const listeners = new Set<(answer: Answer) => void>();
  const mark = marks();
  let identified: User | null = null;
  let segments: readonly string[] = [];
  let attributes: Attributes = {};
  let turn = 0;
  let sent = false;
  let settled = false;
  let resolveReady: (answer: Answer) => void;
  const ready = new Promise<Answer>((resolve) => (resolveReady = resolve));

  const who = async (isOver: () => boolean): Promise<User | null> => {
    if (identified) return identified;
    const found = await waitFor(source, waitMillis, () => identified !== null || isOver());
    if (identified) return identified;
    if (found !== undefined) return { id: found };
    return settings.anonymous ? { id: anonymous() } : null;
  };

  /** What the page cannot do, its owner is told once a page. */
  const trouble = (problem: string): Answer => {
    if (turn === 1) complain(settings, problem);
    return nothing(problem);
  };

  const ask = async (user: User, again: boolean, listen: (url?: string) => void) => {
    sent = true;
    // What is undefined is not sent.
    const asking = { again: again || undefined, subscribe: stream.wanted || undefined };
    if (settings.salt === undefined) return pageLoad(settings, user, asking, listen);
    let id: string;
    try {
      id = await hashed(user.id, settings);
    } catch {
      // Never as it is: that it leaves the browser hashed only has been promised.
      return trouble('not-secure');
    }
    return pageLoad(settings, { ...user, id }, asking, listen);
  };

  const load = async (reload: boolean): Promise<Answer> => {
    const mine = ++turn;
    const isOver = () => mine !== turn;
    const user = await who(isOver);
    // Somebody has asked again meanwhile: theirs is the one that counts, and the page load is noted once.
    if (isOver()) return latest;
    let url: string | undefined;
    const answer = user ? await ask(user, reload, (to) => (url = to)) : trouble('no-user');
    if (isOver()) return latest;
    // What is known stays known when a change cannot be asked about.
    if (reload && settled && user && answer.problem) return answer;
    stream.listen(url);
    return settle(answer);
  };

  const settle = (answer: Answer): Answer => {
    settled = true;
    const changed = answer.segments.join() !== segments.join();
    segments = answer.segments;
    attributes = answer.attributes;
    mark(segments);
    resolveReady(answer);
    if (changed) listeners.forEach((listener) => safely(() => listener(answer)));
    document.dispatchEvent(new CustomEvent('muster:segments', { detail: answer }));
    return answer;
  };

  let latest: Promise<Answer>;
  const again = (reload = false) => (latest = load(reload));
  const stream = changes(async () => {
    const { problem, user } = await again(true);
    return problem !== null && user !== null;
  });
  setTimeout(() => {
    if (segments.length === 0) mark(segments);
  }, hideMillis);
  onNavigation(() => void again());
  void again();

  return {
    version: VERSION,
    get segments() {
      return segments;
    },
    get attributes() {
      return attributes;
    },
    ready,
    has: (segment) => segments.includes(segment),
    on: (_event, listener) => {
      listeners.add(listener);
      if (!stream.wanted) {
        stream.want(true);
        if (sent) void again(true);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) stream.want(false);
      };
    },
    identify: (id, options) => {
      identified = id === null ? null : { id, ...options };
      return again();
    },
    refresh: () => again(),
  };
}

/** A listener of the page that fails is the page's matter, and keeps no other from being called. */
function safely(call: () => void) {
  try {
    call();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
