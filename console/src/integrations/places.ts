import { isListOfStrings, type Json } from './json';

/** A value of a sample, and how a mapping would name it. */
export interface Place {
  /** Where it is in the tree: the keys that lead there, one a level. Unlike a path it is never ambiguous. */
  id: string;
  /** Its key in the object around it, or its number in the array. */
  label: string;
  /** Dot-separated, as the mapping takes it. */
  path: string;
  value: Json;
  children: Place[];
  /** Why no path leads to it, in words; null if one does. */
  unreachable: string | null;
}

/** Beyond this many elements of one array, which are mostly alike, the rest is only counted. */
export const ITEMS_MAX = 20;

/** The parts of a sample that a mapping can name: those of an object, of an array those of its first object. */
export function placesOf(sample: Json): Place[] {
  const object = sample.kind === 'array' ? sample.items[0] : sample;
  if (object?.kind !== 'object') return [];
  const keys: string[][] = [];
  const places = childrenOf(object, [], keys);
  shadow(places);
  return places;
}

function childrenOf(value: Json, above: string[], all: string[][]): Place[] {
  switch (value.kind) {
    case 'object':
      return value.members.map(({ name, value }) => placeOf(name, value, [...above, name], all));
    case 'array':
      return value.items
        .slice(0, ITEMS_MAX)
        .map((item, index) => placeOf(String(index), item, [...above, String(index)], all));
    default:
      return [];
  }
}

function placeOf(label: string, value: Json, keys: string[], all: string[][]): Place {
  return {
    id: JSON.stringify(keys),
    label,
    path: keys.join('.'),
    value,
    children: childrenOf(value, keys, all),
    unreachable: null,
  };
}

/**
 * Of several values that one path could mean, the one with the longest literal key first is read
 * (docs/api.md); of the others it is said that no path leads to them.
 */
function shadow(places: Place[]): void {
  const readings = new Map<string, Place[]>();
  const note = (place: Place) => {
    readings.set(place.path, [...(readings.get(place.path) ?? []), place]);
    place.children.forEach(note);
  };
  places.forEach(note);
  for (const [path, rivals] of readings) {
    if (!path.trim()) {
      for (const place of rivals) place.unreachable = 'Its name is empty, so no path leads to it.';
      continue;
    }
    // eslint-disable-next-line no-control-regex -- just these are refused in a path
    if (/[\u0000-\u001f\u007f-\u009f]/.test(path)) {
      for (const place of rivals) {
        place.unreachable = 'Its name has a control character in it, which a path cannot have.';
      }
      continue;
    }
    if (rivals.length === 1) continue;
    const read = rivals.reduce((best, place) => (rank(place) > rank(best) ? place : best));
    for (const place of rivals) {
      if (place !== read) {
        place.unreachable = `The path ${path} already means another value here, whose name has dots in it.`;
      }
    }
  }
}

/** For each name of the path, 1 where it is joined to the next by a literal dot. */
function rank(place: Place): string {
  const keys = JSON.parse(place.id) as string[];
  return keys.map((key) => '1'.repeat(key.split('.').length - 1) + '0').join('');
}

/** Whether a value can be taken by a property: a scalar, null, or a list of texts. */
export function isLeaf({ value }: Place): boolean {
  return (
    (value.kind !== 'object' && value.kind !== 'array') ||
    isListOfStrings(value) ||
    (value.kind === 'array' && value.items.length === 0)
  );
}

/** Whether a value can identify an end user. */
export function canIdentify({ value, unreachable }: Place): boolean {
  return (
    unreachable === null &&
    (value.kind === 'number' || (value.kind === 'string' && value.value.trim() !== ''))
  );
}

/** Every place, from above to below. */
export function* everyPlace(places: Place[]): Generator<Place> {
  for (const place of places) {
    yield place;
    yield* everyPlace(place.children);
  }
}
