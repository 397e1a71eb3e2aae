/** What a few lines of a page's script say, as far as they say it themselves. */
export interface Lines {
  /** The global variables. */
  globals: Record<string, unknown>;
  /** What `const` and `let` name, which no other script finds in the window. */
  hidden: Record<string, unknown>;
  /** Calls of functions, each with what it is called with. */
  calls: { path: string[]; values: unknown[] }[];
  /** A value that stands by itself, such as the JSON of a variable. */
  value?: unknown;
}

/** Where lines stop being such as can be read without running them. */
export class LineFault extends Error {
  constructor(text: string, at: number, what: string) {
    super(`Line ${text.slice(0, at).split('\n').length}: ${what}.`);
    this.name = 'LineFault';
  }
}

const SPACE = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/|<\/?script[^>]*>)*/iy;
const WORD = /[A-Za-z_$][\w$]*/y;
const NUMBER = /[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const STRING = /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"|`(?:[^`\\$]|\\[^]|\$(?!\{))*`/y;
const CONSTANTS: Record<string, unknown> = { true: true, false: false, null: null, undefined };
const WINDOW = new Set(['window', 'globalThis', 'self']);
const DEPTH_MAX = 64;

/**
 * Reads assignments, calls and JSON as they stand in a page. Nothing is run: what is put together only while the page
 * runs cannot be read.
 *
 * @throws LineFault where that is so
 */
export function readLines(text: string): Lines {
  const lines: Lines = { globals: {}, hidden: {}, calls: [] };
  let at = 0;
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const space = () => take(SPACE);
  const next = (mark: string): boolean => {
    space();
    if (!text.startsWith(mark, at)) return false;
    at += mark.length;
    return true;
  };
  const fail = (what: string): never => {
    throw new LineFault(text, at, what);
  };
  const expect = (mark: string) => next(mark) || fail(`${mark} was expected ${here()}`);
  const here = () => {
    const rest = text
      .slice(at, at + 20)
      .split('\n')[0]
      ?.trim();
    return rest ? `before “${rest}”` : 'at the end';
  };

  const string = (): string => unescaped(take(STRING).slice(1, -1));

  const value = (depth = 0): unknown => {
    if (depth > DEPTH_MAX) fail('it goes too deep');
    space();
    if (/['"`]/.test(text[at] ?? '')) {
      const begin = at;
      const read = string();
      return at > begin ? read : fail(`a text is not closed, or is put together ${here()}`);
    }
    if (next('{')) return object(depth);
    if (next('[')) return list(']', depth);
    const number = take(NUMBER);
    if (number) return Number(number);
    const begin = at;
    const [name, ...rest] = path();
    if (name === undefined) return fail(`a value was expected ${here()}`);
    if (rest.length === 0 && Object.hasOwn(CONSTANTS, name)) return CONSTANTS[name];
    // `window.app = window.app || {…}`
    if (next('||') || next('??')) return value(depth + 1);
    at = begin;
    return fail(`what “${[name, ...rest].join('.')}” is shows only while the page runs`);
  };

  const object = (depth: number): Record<string, unknown> => {
    const read: Record<string, unknown> = {};
    while (!next('}')) {
      space();
      const key = string() || take(WORD) || take(NUMBER) || fail(`a name was expected ${here()}`);
      expect(':');
      Object.defineProperty(read, key, { value: value(depth + 1), ...OWN });
      if (!next(',')) {
        expect('}');
        break;
      }
    }
    return read;
  };

  const list = (end: string, depth: number): unknown[] => {
    const read: unknown[] = [];
    while (!next(end)) {
      read.push(value(depth + 1));
      if (!next(',')) {
        expect(end);
        break;
      }
    }
    return read;
  };

  const path = (): string[] => {
    space();
    const read = [take(WORD)].filter(Boolean);
    while (read.length > 0) {
      if (next('?.') || next('.')) read.push(take(WORD) || fail(`a name was expected ${here()}`));
      else if (next('[')) {
        space();
        read.push(string() || take(NUMBER) || fail(`a name was expected ${here()}`));
        expect(']');
      } else break;
    }
    return read.length > 1 && WINDOW.has(read[0]!) ? read.slice(1) : read;
  };

  const statement = () => {
    const begin = at;
    const declared = /(?:(var|let|const)\s+)?/y;
    const word = take(declared).trim();
    const to = path();
    if (to.length > 0 && !Object.hasOwn(CONSTANTS, to.join('.'))) {
      space();
      if (text[at] === '=' && !/[=>]/.test(text[at + 1] ?? '')) {
        at++;
        assign(word === 'let' || word === 'const' ? lines.hidden : lines.globals, to, value());
        return;
      }
      if (next('(')) {
        lines.calls.push({ path: to, values: list(')', 0) });
        return;
      }
      if (word) {
        at = begin;
        fail(`nothing is given to “${to.join('.')}”`);
      }
      // `window.muster || []`, or a line that cannot be read.
      fail(`what “${to.join('.')}” is shows only while the page runs`);
    }
    at = begin;
    lines.value = value();
  };

  for (space(); at < text.length; space()) {
    if (next(';') || next(',')) continue;
    statement();
  }
  return lines;
}

const OWN = { enumerable: true, writable: true, configurable: true };

function assign(into: Record<string, unknown>, path: string[], value: unknown): void {
  let at = into;
  for (const name of path.slice(0, -1)) {
    const inner = Object.hasOwn(at, name) ? at[name] : undefined;
    if (typeof inner === 'object' && inner !== null) at = inner as Record<string, unknown>;
    else {
      const made = {};
      Object.defineProperty(at, name, { value: made, ...OWN });
      at = made;
    }
  }
  Object.defineProperty(at, path.at(-1)!, { value, ...OWN });
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v' };

const unescaped = (text: string): string =>
  text.replace(
    /\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^]))/g,
    (_, unicode?: string, hex?: string, one?: string) =>
      one === undefined
        ? String.fromCharCode(parseInt(unicode ?? hex ?? '', 16))
        : (ESCAPES[one] ?? one),
  );
