import { broken } from './broken';
import { changes } from './changes';
import { marks } from './marks';
import { onNavigation } from './navigation';
import { complain, nothing, pageLoad, type Answer, type Attributes } from './page-load';
import { quietly } from './quietly';
import type { Settings } from './settings';
import { HIDE_MILLIS, WAIT_MILLIS } from './times';
import { anonymous, hashed, identifierOf, waitFor, type User } from './user';

export type { Answer, Attributes, Settings };

declare global {
  /** Put in by the build. */
  const VERSION: string;
}

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
   * @param id null, or whatever is no identifier, for nobody any more: until the next navigation or
   *     `refresh` the user is not looked for either
   * @param options `hash`: proves the identifier, where the environment asks for it
   */
  identify(id: string | number | null | undefined, options?: { hash?: string }): Promise<Answer>;
  /** Asks again, as if the page had been loaded. */
  refresh(): Promise<Answer>;
}

/** Begins: finds the user, asks, and asks again after each navigation within the page. Never throws. */
export function start(settings: Settings): Muster {
  try {
    return begin(settings);
  } catch {
    return broken('broken-page');
  }
}

function begin(settings: Settings): Muster {
  const {
    identifier: source = { method: 'call' },
    waitMillis = WAIT_MILLIS,
    hideMillis = HIDE_MILLIS,
    unknown = !settings.key,
  } = settings;
  const listeners = new Set<(answer: Answer) => void>();
  const told: Record<string, boolean> = {};
  /** As the page said; undefined where it said nothing, null where it said that it is nobody. */
  let identified: User | null | undefined;
  let segments: readonly string[] = [];
  let attributes: Attributes = {};
  let turn = 0;
  let sent = false;
  let settled = false;
  let resolveReady: (answer: Answer) => void;
  const ready = new Promise<Answer>((resolve) => (resolveReady = resolve));

  const who = async (isOver: () => boolean): Promise<User | null> => {
    if (identified || unknown) return identified || null;
    // Whoever identifies somebody meanwhile asks again, and this is over.
    const found = identified === undefined ? await waitFor(source, waitMillis, isOver) : identified;
    if (found) return { id: found };
    return settings.anonymous ? { id: anonymous() } : null;
  };

  /** What the page cannot do, its owner is told once a page. */
  const trouble = (problem: string): Answer => {
    if (!told[problem]) {
      told[problem] = true;
      if (unknown) console.warn('Muster: no environment has this client key');
      complain(settings, problem);
    }
    return nothing(problem);
  };

  const ask = async (user: User, again: boolean, listen: (url?: string) => void) => {
    sent = true;
    const { salt } = settings;
    const id = salt === undefined ? user.id : await hashed(user.id, salt).catch(() => '');
    // Never as it is: that it leaves the browser hashed only has been promised.
    if (!id) return trouble('not-secure');
    return pageLoad(
      settings,
      { ...user, id },
      // What is undefined is not sent.
      { again: again || undefined, subscribe: stream.wanted || undefined },
      listen,
    );
  };

  const load = async (reload: boolean): Promise<Answer> => {
    const mine = ++turn;
    const isOver = () => mine !== turn;
    let url: string | undefined;
    let user: User | null = null;
    let answer: Answer;
    try {
      user = await who(isOver);
      // Somebody has asked again meanwhile: theirs is the one that counts, and the page load is noted once.
      if (isOver()) return latest;
      if (unknown) answer = trouble('unknown-key');
      else answer = user ? await ask(user, reload, (to) => (url = to)) : trouble('no-user');
    } catch {
      answer = nothing('broken-page');
    }
    if (isOver()) return latest;
    // What is known stays known when a change cannot be asked about.
    if (reload && settled && user && answer.problem) return answer;
    quietly(() => stream.listen(url));
    return settle(answer);
  };

  const settle = (answer: Answer): Answer => {
    const changed = `${answer.segments}` !== `${segments}`;
    settled = true;
    segments = answer.segments;
    attributes = answer.attributes;
    resolveReady(answer);
    quietly(() => mark(segments));
    if (changed)
      listeners.forEach((listener) =>
        quietly(
          () => listener(answer),
          // That is the page's matter, and keeps no other from being called.
          (error) =>
            setTimeout(() => {
              throw error;
            }),
        ),
      );
    quietly(() => document.dispatchEvent(new CustomEvent('muster:segments', { detail: answer })));
    return answer;
  };

  let latest: Promise<Answer>;
  const again = (reload = false) => (latest = load(reload));
  /** As if the page had been loaded: somebody may have signed in. */
  const anew = () => {
    if (identified === null) identified = undefined;
    return again();
  };
  const stream = changes(async () => {
    const { problem, user } = await again(true);
    return problem !== null && user !== null;
  });
  setTimeout(() => {
    if (!segments.length) quietly(() => mark(segments));
  }, hideMillis);
  // The last that may fail: a page on which nothing runs has nothing that hides its elements again.
  const mark = marks();
  onNavigation(() => void anew());
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
        if (!listeners.size) stream.want(false);
      };
    },
    identify: (value, options) => {
      const id = identifierOf(value);
      identified = id ? { ...options, id } : null;
      return again();
    },
    refresh: anew,
  };
}
