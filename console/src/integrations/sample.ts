import type { AttributeType } from '../shared/contract';
import { readJson, type Json } from './json';
import type { Draft } from './mapping';
import { everyPlace, isLeaf, placesOf, type Place } from './places';

/** A sample as text, and what was read of it. */
export interface Sample {
  text: string;
  /** What of the text the paths lead through: all, or what is at the path of the objects. */
  opened: string;
  places: Place[];
  /** Path to the value that is read there. */
  values: ReadonlyMap<string, Json>;
  /** How many objects it has; each would be a delivery. */
  objects: number;
}

/**
 * @param itemsPath where in it the objects are; empty: it is the object, or the array of them
 * @throws JsonFault where the text stops being JSON
 * @throws Error where nothing in it can be mapped
 */
export function readSample(text: string, itemsPath = ''): Sample {
  const whole = readJson(text);
  const json = itemsPath ? inside(whole, itemsPath) : whole;
  if (!json) {
    throw new Error(
      `There is no array or object at “${itemsPath}”, where this integration looks for what it takes.`,
    );
  }
  const places = placesOf(json);
  if (places.length === 0) throw new Error(NOTHING);
  const values = new Map<string, Json>();
  for (const place of everyPlace(places)) {
    if (place.unreachable === null) values.set(place.path, place.value);
  }
  const objects = json.kind === 'array' ? json.items.length : 1;
  return { text, opened: json === whole ? text : print(json), places, values, objects };
}

/** What is at a path, if it is an array or an object; a literal key with dots wins, as on the server. */
function inside(json: Json, path: string): Json | null {
  if (json.kind !== 'object') return null;
  const isOpen = ({ kind }: Json) => kind === 'object' || kind === 'array';
  const literal = json.members.findLast(({ name, value }) => name === path && isOpen(value));
  if (literal) return literal.value;
  for (const { name, value } of json.members.toReversed()) {
    const found = path.startsWith(`${name}.`) ? inside(value, path.slice(name.length + 1)) : null;
    if (found) return found;
  }
  return null;
}

const NOTHING =
  'A delivery is a JSON object with names in it, or an array of such objects; here is neither.';

/** The sample, or null where it is not (or not yet) one. */
export function sampleOf(text: string, itemsPath = ''): Sample | null {
  try {
    return text.trim() ? readSample(text, itemsPath) : null;
  } catch {
    return null;
  }
}

/** JSON with two spaces a level, numbers with the digits they had. */
function print(json: Json, indent = ''): string {
  const deeper = `${indent}  `;
  switch (json.kind) {
    case 'object':
      return json.members.length === 0
        ? '{}'
        : `{\n${json.members
            .map(({ name, value }) => `${deeper}${JSON.stringify(name)}: ${print(value, deeper)}`)
            .join(',\n')}\n${indent}}`;
    case 'array':
      return json.items.length === 0
        ? '[]'
        : `[\n${json.items.map((item) => deeper + print(item, deeper)).join(',\n')}\n${indent}]`;
    case 'string':
      return JSON.stringify(json.value);
    case 'number':
      return json.digits;
    case 'boolean':
      return String(json.value);
    case 'null':
      return 'null';
  }
}

/** Any text as it is best read: JSON laid out, anything else as it is. */
export function laidOut(text: string): string {
  try {
    return print(readJson(text));
  } catch {
    return text;
  }
}

/** What of a sample the mapping takes: the same nesting, without all the rest. */
export function shortened(
  sample: Sample,
  { identifier, properties }: Draft,
  itemsPath = '',
): string {
  const wanted = new Set([identifier, ...properties.map(({ path }) => path)]);
  return print(wrapped(keptOf(sample.places, wanted, false), itemsPath));
}

/** An object at the path where the integration looks for it. */
const wrapped = (json: Json, itemsPath: string): Json =>
  itemsPath === ''
    ? json
    : itemsPath
        .split('.')
        .reduceRight<Json>((value, name) => ({ kind: 'object', members: [{ name, value }] }), json);

function keptOf(places: Place[], wanted: ReadonlySet<string>, list: boolean): Json {
  const whole = (place: Place) => place.unreachable === null && wanted.has(place.path);
  const part = (place: Place): Json =>
    whole(place) || isLeaf(place)
      ? place.value
      : keptOf(place.children, wanted, place.value.kind === 'array');
  const needed = (place: Place) => whole(place) || leads(place, wanted);
  if (!list) {
    return {
      kind: 'object',
      members: places.filter(needed).map((place) => ({ name: place.label, value: part(place) })),
    };
  }
  // The elements of an array are told apart by their numbers, so those before one stay.
  return { kind: 'array', items: places.slice(0, places.findLastIndex(needed) + 1).map(part) };
}

const leads = (place: Place, wanted: ReadonlySet<string>): boolean =>
  [...everyPlace(place.children)].some((one) => one.unreachable === null && wanted.has(one.path));

const EXAMPLES: Record<AttributeType, Json> = {
  string: { kind: 'string', value: 'example' },
  number: { kind: 'number', digits: '42' },
  boolean: { kind: 'boolean', value: true },
  date: { kind: 'string', value: '2026-05-01' },
  strings: { kind: 'array', items: [{ kind: 'string', value: 'example' }] },
};

/** A payload as the mapping expects it, where no real one is at hand. */
export function invented({ identifier, properties }: Draft, itemsPath = ''): string {
  const root: Json = { kind: 'object', members: [] };
  put(root, identifier.split('.'), { kind: 'string', value: 'ann@example.com' });
  for (const { path, type } of properties) put(root, path.split('.'), EXAMPLES[type]);
  return print(wrapped(root, itemsPath));
}

function put(into: Json, names: string[], value: Json): void {
  const [name, ...rest] = names;
  if (name === undefined) return;
  const known = childOf(into, name);
  if (rest.length === 0) {
    if (!known) add(into, name, value);
    return;
  }
  if (known && known.kind !== 'object' && known.kind !== 'array') {
    // A scalar stands where the path leads on: the literal reading is free.
    if (into.kind === 'object') add(into, names.join('.'), value);
    return;
  }
  const next: Json =
    known ?? (rest[0] === '0' ? { kind: 'array', items: [] } : { kind: 'object', members: [] });
  if (!known) add(into, name, next);
  put(next, rest, value);
}

function childOf(json: Json, name: string): Json | undefined {
  if (json.kind === 'object') return json.members.find((member) => member.name === name)?.value;
  return json.kind === 'array' ? json.items[Number(name)] : undefined;
}

function add(json: Json, name: string, value: Json): void {
  if (json.kind === 'object') json.members.push({ name, value });
  else if (json.kind === 'array') json.items.push(value);
}

/** A command for a terminal that sends a payload to an endpoint. */
export function curl(url: string, payload: string): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  return `curl -X POST ${quoted(url)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(payload)}`;
}
