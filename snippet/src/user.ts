import type { IdentifierSource, Settings } from './settings';

/** An end user as the page names them. */
export interface User {
  id: string;
  /** What proves the identifier, where the environment asks for it: hex HMAC-SHA256. */
  hash?: string;
}

const ANONYMOUS = 'muster.anonymous';
const LOOK_EVERY_MILLIS = 50;

/** What of a window is looked at. The global variables are members of it, too. */
export interface Place {
  document: { cookie: string; querySelector: (selector: string) => Element | null };
  localStorage: { getItem: (key: string) => string | null };
  sessionStorage: { getItem: (key: string) => string | null };
  location: { search: string };
}

/** What the page knows right now; undefined where it does not know its user yet. */
export function read(source: IdentifierSource, place: Place = window): string | undefined {
  try {
    const value = find(source, place);
    const text = typeof value === 'number' ? `${value}` : value;
    return typeof text === 'string' && text.trim() ? text.trim() : undefined;
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
      return source.attribute ? element?.getAttribute(source.attribute) : element?.textContent;
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
      if (found !== undefined || Date.now() >= until || isOver()) resolve(found);
      else setTimeout(look, LOOK_EVERY_MILLIS);
    };
    look();
  });
}

/** The identifier of this browser; another each time where nothing can be stored. */
export function anonymous(): string {
  let id: string | null = null;
  try {
    id = localStorage.getItem(ANONYMOUS);
    if (!id) {
      id = fresh();
      localStorage.setItem(ANONYMOUS, id);
    }
  } catch {
    // Storage is forbidden here.
  }
  return id || fresh();
}

const fresh = () => `anonymous-${hex(crypto.getRandomValues(new Uint8Array(16)))}`;

/** SHA-256 over the salt and the identifier, in hex. */
export async function hashed(id: string, { salt }: Settings): Promise<string> {
  const bytes = new TextEncoder().encode(`${salt}${id}`);
  return hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
}

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (one) => `0${one.toString(16)}`.slice(-2)).join('');
