import { quietly } from './quietly';
import type { IdentifierSource } from './settings';
import { LOOK_EVERY_MILLIS } from './times';

/** An end user as the page names them. */
export interface User {
  id: string;
  /** What proves the identifier, where the environment asks for it: hex HMAC-SHA256. */
  hash?: string;
}

const ANONYMOUS = 'muster.anonymous';
/** What of a window is looked at. The global variables are members of it, too. */
export interface Place {
  document: { cookie: string; querySelector: (selector: string) => Element | null };
  localStorage: { getItem: (key: string) => string | null };
  sessionStorage: { getItem: (key: string) => string | null };
  location: { search: string };
}

/** The identifier that a value is: a number as a text, a text without the blanks around it; undefined where it is none. */
export function identifierOf(value: unknown): string | undefined {
  const text = typeof value === 'number' && isFinite(value) ? `${value}` : value;
  return (typeof text === 'string' && text.trim()) || undefined;
}

/** What the page knows right now; undefined where it does not know its user yet. */
export function read(source: IdentifierSource, place: Place = window): string | undefined {
  try {
    return identifierOf(find(source, place));
  } catch {
    // A storage that is forbidden, a selector that is none, a getter that throws: nobody is known.
    return undefined;
  }
}

/** As it stands there; whatever goes wrong is thrown. */
export function find(source: IdentifierSource, place: Place): unknown {
  switch (source.method) {
    case 'call':
      return undefined;
    case 'variable':
      return source.name
        .split('.')
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], place);
    case 'cookie':
      return place.document.cookie
        .split('; ')
        .filter((one) => one.startsWith(`${source.name}=`))
        .map((one) => decodeURIComponent(one.slice(source.name.length + 1)))[0];
    case 'local-storage':
      return place.localStorage.getItem(source.name);
    case 'session-storage':
      return place.sessionStorage.getItem(source.name);
    case 'parameter':
      return new URLSearchParams(place.location.search).get(source.name);
    case 'element': {
      const element = place.document.querySelector(source.selector);
      return (
        element && (source.attribute ? element.getAttribute(source.attribute) : element.textContent)
      );
    }
  }
}

/** Looks until the page knows its user, or the time is up, or nobody cares any more. */
export function waitFor(
  source: IdentifierSource,
  millis: number,
  isOver: () => boolean,
): Promise<string | undefined> {
  const until = Date.now() + millis;
  return new Promise((resolve) => {
    const look = () => {
      const found = read(source);
      if (found || Date.now() >= until || isOver()) resolve(found);
      else setTimeout(look, LOOK_EVERY_MILLIS);
    };
    look();
  });
}

/** The identifier of this browser; another each time where nothing can be stored. */
export function anonymous(): string {
  let id: string | null = null;
  // Storage may be forbidden here.
  quietly(() => {
    id = localStorage.getItem(ANONYMOUS);
    if (!id) localStorage.setItem(ANONYMOUS, (id = fresh()));
  });
  return id || fresh();
}

const fresh = () => `anonymous-${hex(crypto.getRandomValues(new Uint8Array(16)))}`;

/** SHA-256 over the salt and the identifier, in hex. */
export async function hashed(id: string, salt: string): Promise<string> {
  const bytes = new TextEncoder().encode(`${salt}${id}`);
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (one) => `0${one.toString(16)}`.slice(-2)).join('');
