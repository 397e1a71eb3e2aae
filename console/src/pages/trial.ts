import type { IdentifierSource } from '../../../snippet/src/settings';
import { find, identifierOf, read, type Place } from '../../../snippet/src/user';
import { LineFault, readLines } from './literal';
import { isNamed, selectorFault } from './methods';

/** What the snippet would find in what was pasted. */
export interface Trial {
  /** The identifier, before it is hashed; null where nobody would be known. */
  found: string | null;
  /** What proves it, where the page says that too. */
  hash?: string;
  /** Why nothing, or what else is to be known. */
  words: string[];
  /** Whether somebody is known shows only in the page itself. */
  untold?: boolean;
}

/** The longest identifier that the server takes. */
const BYTES_MAX = 256;
const LISTED_MAX = 6;

const nothing = (...words: string[]): Trial => ({ found: null, words });

/**
 * Lets the snippet's own code look for the user in what somebody pasted.
 *
 * @param text what stands in a page: lines of script, cookies, HTML, an address, entries of a storage
 */
export function trial(source: IdentifierSource, text: string): Trial {
  if (!isNamed(source)) return nothing('Name it above first.');
  try {
    if (source.method === 'call') return called(text);
    const pasted = placeOf(source, text);
    const found = read(source, pasted.place);
    return found === undefined
      ? nothing(whyNothing(source, pasted), ...pasted.notes)
      : { found, words: [...doubts(found, source, pasted.place), ...pasted.notes] };
  } catch (error) {
    if (!(error instanceof LineFault)) throw error;
    return {
      ...nothing(
        `${error.message} Here only what the lines say by themselves can be read; try it in the page itself, as below.`,
      ),
      untold: true,
    };
  }
}

interface Pasted {
  place: Place;
  /** What there is of the kind that is looked for. */
  names: string[];
  notes: string[];
  /** What `const` and `let` name. */
  hidden: Record<string, unknown>;
  globals: Record<string, unknown>;
}

const empty = { getItem: () => null };

function placeOf(source: IdentifierSource, text: string): Pasted {
  const place: Place = {
    document: { cookie: '', querySelector: () => null },
    localStorage: empty,
    sessionStorage: empty,
    location: { search: '' },
  };
  const pasted: Pasted = { place, names: [], notes: [], hidden: {}, globals: {} };
  switch (source.method) {
    case 'call':
      return pasted;
    case 'variable':
      return variables(pasted, source.name, text);
    case 'cookie': {
      const { readable, httpOnly } = cookiesOf(text);
      place.document.cookie = readable.join('; ');
      pasted.names = readable.filter((one) => one.includes('=')).map((one) => one.split('=')[0]!);
      if (httpOnly.some((one) => one.startsWith(`${source.name}=`))) {
        pasted.notes.push(
          `The cookie ${source.name} is HttpOnly: it is not in document.cookie, so that no script finds it.`,
        );
      }
      return pasted;
    }
    case 'local-storage':
    case 'session-storage': {
      const own = source.method === 'local-storage' ? 'localStorage' : 'sessionStorage';
      const { entries, elsewhere } = STORES.test(text)
        ? storedBy(text, own)
        : { entries: entriesOf(source.name, text), elsewhere: [] };
      if (elsewhere.includes(source.name)) {
        pasted.notes.push(`The lines put it into the other storage, not into ${own}.`);
      }
      const storage = { getItem: (key: string) => entries.get(key) ?? null };
      if (source.method === 'local-storage') place.localStorage = storage;
      else place.sessionStorage = storage;
      pasted.names = [...entries.keys()];
      return pasted;
    }
    case 'parameter': {
      const [address = '', afterHash = ''] = split(text.trim(), '#');
      const [, search = ''] = split(address, '?');
      place.location.search = search && `?${search}`;
      pasted.names = [...new URLSearchParams(search).keys()];
      if (new RegExp(`(^|[?&/])${escaped(source.name)}=`).test(afterHash)) {
        pasted.notes.push('It stands after the #, where no parameter is looked for.');
      }
      return pasted;
    }
    case 'element':
      // Nothing of a document made like this is run or loaded.
      place.document = Object.assign(new DOMParser().parseFromString(text, 'text/html'), {
        cookie: '',
      });
      return pasted;
  }
}

/** The cookies that scripts find, and those that they do not: of `Set-Cookie`, one a line, or of `document.cookie`. */
function cookiesOf(text: string): { readable: string[]; httpOnly: string[] } {
  const readable: string[] = [];
  const httpOnly: string[] = [];
  for (const line of text.split('\n')) {
    const parts = line
      .replace(/^\s*(set-)?cookie:/i, '')
      .split(';')
      .map((one) => one.trim())
      .filter(Boolean);
    const hidden = parts.some((one) => /^httponly$/i.test(one));
    // What follows the first part of it is about that cookie.
    if (hidden || /^\s*set-cookie:/i.test(line)) {
      (hidden ? httpOnly : readable).push(...parts.slice(0, 1));
    } else readable.push(...parts);
  }
  return { readable, httpOnly };
}

/** What stands before a mark, and what after it. */
function split(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function variables(pasted: Pasted, name: string, text: string): Pasted {
  const lines = readLines(text);
  const [root = '', next] = name.split('.');
  pasted.hidden = lines.hidden;
  Object.assign(pasted.globals, lines.globals);
  if (lines.value !== undefined) {
    const whole =
      isObject(lines.value) &&
      Object.hasOwn(lines.value, root) &&
      (next === undefined || !Object.hasOwn(lines.value, next));
    if (whole) Object.assign(pasted.globals, lines.value);
    else {
      pasted.globals[root] = lines.value;
      pasted.notes.push(`What you pasted is taken as the value of ${root}.`);
    }
  }
  pasted.place = { ...pasted.place, ...pasted.globals };
  pasted.names = Object.keys(pasted.globals);
  return pasted;
}

/** Lines of a script that put entries into a storage. */
const STORES = /^\s*(window\.)?(local|session)Storage\s*[.[]/m;

/** What lines of a script put into a storage, and what only into the other one. */
function storedBy(text: string, own: string) {
  const { calls, globals } = readLines(text);
  const entries = new Map<string, string>();
  const elsewhere: string[] = [];
  const put = (storage: string, key: string, value: unknown) => {
    if (storage === own) entries.set(key, String(value));
    else elsewhere.push(key);
  };
  for (const storage of ['localStorage', 'sessionStorage']) {
    const set = globals[storage];
    for (const [key, value] of Object.entries(isObject(set) ? set : {})) put(storage, key, value);
  }
  for (const { path, values } of calls) {
    const [storage = '', called] = path;
    if (called === 'setItem' && path.length === 2) put(storage, String(values[0]), values[1]);
  }
  return { entries, elsewhere };
}

/** The entries of a storage as somebody wrote or copied them. */
function entriesOf(name: string, text: string): Map<string, string> {
  if (/^\s*\{/.test(text)) {
    const { value } = readLines(text);
    return new Map(
      Object.entries(isObject(value) ? value : {}).map(([key, one]) => [
        key,
        typeof one === 'string' ? one : JSON.stringify(one),
      ]),
    );
  }
  const own = new RegExp(`^${escaped(name)}\\s*[:=\\t]\\s*(.*)$`);
  const entries = new Map<string, string>();
  for (const line of text.split('\n').map((one) => one.trim())) {
    const mine = own.exec(line);
    const [, key, value] = mine
      ? [line, name, mine[1]]
      : (/^([^\t=:]+)[\t=:]\s*(.*)$/.exec(line) ?? []);
    if (key !== undefined && value !== undefined) entries.set(key.trim(), value);
  }
  return entries;
}

function called(text: string): Trial {
  const { calls } = readLines(text);
  const identified = calls.flatMap(({ path, values }) => {
    const call = path.join('.');
    if (call === 'muster.identify') return [values];
    const [first] = values;
    return call === 'muster.push' && Array.isArray(first) && first[0] === 'identify'
      ? [first.slice(1) as unknown[]]
      : [];
  });
  const last = identified.at(-1);
  if (!last) return nothing('Nothing in it calls muster.identify or pushes identify.');
  const [id, options] = last;
  if (id === null)
    return nothing('It says that nobody is signed in: identify is called with null.');
  const found = identifierOf(id);
  if (found === undefined) {
    return typeof id === 'string'
      ? nothing('identify is called with an empty text: nobody.')
      : nothing(`identify is called with ${kindOf(id)}: nobody. It takes a text or a number.`);
  }
  const hash = isObject(options) && typeof options.hash === 'string' ? options.hash : undefined;
  return { found, ...(hash ? { hash } : {}), words: [...doubtsOf(found), ...madeOf(id, found)] };
}

function whyNothing(source: IdentifierSource, pasted: Pasted): string {
  const { place, names } = pasted;
  let value: unknown;
  try {
    value = find(source, place);
  } catch (error) {
    return thrownWords(source, pasted, error);
  }
  if (typeof value === 'string') {
    return value === ''
      ? 'It is there, but empty.'
      : 'It is there, but has nothing but spaces in it.';
  }
  switch (source.method) {
    case 'call':
      return '';
    case 'variable':
      return variableWords(source.name, pasted);
    case 'cookie':
      return missing('cookie', source.name, names);
    case 'local-storage':
    case 'session-storage':
      return missing('entry', source.name, names);
    case 'parameter':
      return missing('parameter', source.name, names);
    case 'element': {
      const element = place.document.querySelector(source.selector);
      if (!element) return `No element matches ${source.selector}.`;
      const has = element.getAttributeNames();
      return `The first element that matches has no attribute ${source.attribute}; ${
        has.length > 0 ? `it has ${listed(has)}` : 'it has none'
      }.`;
    }
  }
}

function thrownWords(source: IdentifierSource, pasted: Pasted, error: unknown): string {
  if (source.method === 'element') return selectorFault(source.selector) ?? String(error);
  if (source.method === 'cookie' && error instanceof URIError) {
    return 'The cookie is there, but cannot be decoded: a % in it is not followed by two digits.';
  }
  if (source.method === 'variable') return variableWords(source.name, pasted);
  return String(error);
}

/** Where the way into a variable ends. */
function variableWords(name: string, { globals, hidden }: Pasted): string {
  const parts = name.split('.');
  const root = parts[0] ?? '';
  if (!Object.hasOwn(globals, root) && Object.hasOwn(hidden, root)) {
    return `${root} is declared by const or let, so that other scripts do not find it in the window. Use var, or set window.${root}.`;
  }
  let value: unknown = globals;
  for (const [at, part] of parts.entries()) {
    const before = parts.slice(0, at).join('.');
    if (!isObject(value) && !Array.isArray(value)) {
      return `${before} is ${kindOf(value)}, and has no ${part}.`;
    }
    const inner: unknown = Object.hasOwn(value, part)
      ? (value as Record<string, unknown>)[part]
      : undefined;
    if (inner === undefined) {
      const keys = Object.keys(value);
      if (at === 0) return missing('variable', part, keys);
      return `${before} has no ${part}; ${keys.length > 0 ? `it has ${listed(keys)}` : 'it is empty'}.`;
    }
    value = inner;
  }
  if (isObject(value)) {
    const keys = Object.keys(value);
    return `${name} is an object; name one of its parts${
      keys.length > 0 ? `, such as ${name}.${keys[0]}` : ''
    }.`;
  }
  return `${name} is ${kindOf(value)}; it has to be a text or a number.`;
}

function missing(what: string, name: string, names: string[]): string {
  const near = names.find((one) => one.toLowerCase() === name.toLowerCase());
  if (near) return `There is no ${what} ${name}, but ${near}: capitals count.`;
  const others = [...new Set(names)];
  return others.length === 0
    ? `There is no ${what} in it.`
    : `There is no ${what} ${name} in it, only ${listed(others)}.`;
}

/** What about an identifier that was found is likely not meant. */
function doubts(found: string, source: IdentifierSource, place: Place): string[] {
  const words = [...doubtsOf(found), ...madeOf(find(source, place), found)];
  if (source.method === 'cookie' && /^".*"$/.test(found)) {
    words.push('The quotes belong to the identifier: it is sent with them.');
  }
  if (source.method === 'element' && place.document instanceof Document) {
    const many = place.document.querySelectorAll(source.selector).length;
    if (many > 1) words.push(`${many} elements match; the first counts.`);
  }
  return words;
}

/** What the snippet makes of a value before it is sent. */
function madeOf(value: unknown, found: string): string[] {
  if (typeof value === 'number') return ['A number is sent as a text.'];
  return value === found ? [] : ['Spaces at its beginning and end are left out.'];
}

function doubtsOf(found: string): string[] {
  const words: string[] = [];
  if (new TextEncoder().encode(found).length > BYTES_MAX) {
    words.push(`It is longer than ${BYTES_MAX} bytes; the server takes no such identifier.`);
  }
  if (/^[[{]/.test(found)) {
    words.push(
      'It looks like JSON, and would be sent as it is: the snippet takes nothing out of it.',
    );
  } else if (/^(null|undefined|NaN|true|false|\[object .*\])$/.test(found)) {
    words.push('It hardly is somebody’s identifier; all users for whom it says so would be one.');
  }
  return words;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  switch (typeof value) {
    case 'string':
      return 'a text';
    case 'number':
      return 'a number';
    case 'boolean':
      return `${value}`;
    default:
      return value === null || value === undefined ? String(value) : 'an object';
  }
}

const listed = (names: string[]): string =>
  names.slice(0, LISTED_MAX).join(', ') +
  (names.length > LISTED_MAX ? ` and ${names.length - LISTED_MAX} more` : '');

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
