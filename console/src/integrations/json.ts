/** A value of a sample. Numbers keep the digits that were written: an identifier may have more than JavaScript holds. */
export type Json =
  | { kind: 'object'; members: { name: string; value: Json }[] }
  | { kind: 'array'; items: Json[] }
  | { kind: 'string'; value: string }
  | { kind: 'number'; digits: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' };

/** Where a text stops being JSON, in words for whoever pasted it. */
export class JsonFault extends Error {
  readonly line: number;
  readonly column: number;

  constructor(text: string, at: number, what: string) {
    const before = text.slice(0, at).split('\n');
    const line = before.length;
    const column = (before[before.length - 1] ?? '').length + 1;
    super(`Line ${line}, column ${column}: ${what}.`);
    this.name = 'JsonFault';
    this.line = line;
    this.column = column;
  }
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- just these end what a text may hold
const PLAIN = /[^"\\\u0000-\u001f]*/y;
const SPACE = /[ \t\r\n]*/y;
const ESCAPES: Record<string, string> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** As deep as the server reads. */
const DEPTH_MAX = 64;

/**
 * Reads JSON (RFC 8259).
 *
 * @throws JsonFault where the text stops being JSON
 */
export function readJson(text: string): Json {
  let at = 0;

  const fail = (what: string, where = at): never => {
    throw new JsonFault(text, where, what);
  };
  const take = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0] ?? '';
    at += found.length;
    return found;
  };
  const seen = () =>
    at >= text.length ? 'the text ends here' : `there is ${JSON.stringify(text[at])}`;

  function value(depth: number): Json {
    if (depth > DEPTH_MAX) return fail(`nested deeper than ${DEPTH_MAX} levels`);
    take(SPACE);
    const first = text[at];
    switch (first) {
      case '{':
        return object(depth);
      case '[':
        return array(depth);
      case '"':
        return { kind: 'string', value: string() };
      default:
        return scalar();
    }
  }

  function scalar(): Json {
    for (const [word, json] of WORDS) {
      if (text.startsWith(word, at)) {
        at += word.length;
        return json;
      }
    }
    const digits = take(NUMBER);
    return digits ? { kind: 'number', digits } : fail(`a value is expected, but ${seen()}`);
  }

  function object(depth: number): Json {
    const members: { name: string; value: Json }[] = [];
    const names = new Set<string>();
    at++;
    take(SPACE);
    if (text[at] === '}') at++;
    else {
      for (;;) {
        take(SPACE);
        if (text[at] !== '"') fail(`a name in double quotes is expected, but ${seen()}`);
        const from = at;
        const name = string();
        if (names.has(name)) fail(`the name ${JSON.stringify(name)} comes twice`, from);
        names.add(name);
        take(SPACE);
        if (text[at] !== ':') fail(`a colon is expected after the name, but ${seen()}`);
        at++;
        members.push({ name, value: value(depth + 1) });
        if (!goesOn('}')) break;
      }
    }
    return { kind: 'object', members };
  }

  function array(depth: number): Json {
    const items: Json[] = [];
    at++;
    take(SPACE);
    if (text[at] === ']') at++;
    else {
      do {
        items.push(value(depth + 1));
      } while (goesOn(']'));
    }
    return { kind: 'array', items };
  }

  function goesOn(end: string): boolean {
    take(SPACE);
    const next = text[at];
    if (next !== ',' && next !== end) fail(`a comma or ${end} is expected, but ${seen()}`);
    at++;
    return next === ',';
  }

  function string(): string {
    const from = at++;
    let result = '';
    for (;;) {
      result += take(PLAIN);
      const next = text[at];
      if (next === '"') {
        at++;
        return result;
      }
      if (next === undefined) return fail('the text that begins here has no closing quote', from);
      if (next !== '\\') return fail('a line break or control character is inside of a text');
      result += escape();
    }
  }

  function escape(): string {
    const name = text[at + 1] ?? '';
    if (name === 'u') {
      const code = text.slice(at + 2, at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(code)) fail('\\u needs four hexadecimal digits');
      at += 6;
      return String.fromCharCode(parseInt(code, 16));
    }
    const meant = ESCAPES[name];
    if (meant === undefined) return fail('no such escape after the backslash');
    at += 2;
    return meant;
  }

  const json = value(1);
  take(SPACE);
  if (at < text.length) fail(`something follows the JSON: ${seen()}`);
  return json;
}

const WORDS: [string, Json][] = [
  ['true', { kind: 'boolean', value: true }],
  ['false', { kind: 'boolean', value: false }],
  ['null', { kind: 'null' }],
];

/** A value as one line, cut where it gets long. */
export function shown(json: Json, charactersMax = 60): string {
  switch (json.kind) {
    case 'object':
      return json.members.length === 0
        ? '{}'
        : `{ ${json.members.length} ${json.members.length === 1 ? 'field' : 'fields'} }`;
    case 'array':
      return isListOfStrings(json)
        ? cut(`[${json.items.map((item) => shown(item, charactersMax)).join(', ')}]`, charactersMax)
        : `[ ${json.items.length} ${json.items.length === 1 ? 'item' : 'items'} ]`;
    case 'string':
      return cut(JSON.stringify(json.value), charactersMax);
    case 'number':
      return cut(json.digits, charactersMax);
    case 'boolean':
      return String(json.value);
    case 'null':
      return 'null';
  }
}

/** Whether a value is what the type `strings` takes. */
export function isListOfStrings(json: Json): boolean {
  return (
    json.kind === 'array' &&
    json.items.length > 0 &&
    json.items.every(({ kind }) => kind === 'string')
  );
}

function cut(text: string, charactersMax: number): string {
  return text.length > charactersMax ? `${text.slice(0, charactersMax - 1)}…` : text;
}
