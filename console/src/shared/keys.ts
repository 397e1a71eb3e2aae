// What addresses of the console call the page that makes one.
const RESERVED = ['new'];

const LENGTH_MAX = 64;

/**
 * A key proposed from a name: lower case, what is no letter or digit becomes one hyphen; with the next number where
 * others have it.
 */
export function proposeKey(name: string, others: readonly string[] = []): string {
  const key = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LENGTH_MAX)
    .replace(/-+$/, '');
  if (RESERVED.includes(key)) return freeOf(`${key}-1`, others);
  return freeOf(key, others);
}

function freeOf(key: string, others: readonly string[]): string {
  let free = key;
  for (let next = 2; free !== '' && others.includes(free); next++) {
    const number = `-${next}`;
    free = key.slice(0, LENGTH_MAX - number.length).replace(/-+$/, '') + number;
  }
  return free;
}

/** The key after the name was changed: proposed anew for as long as nobody typed another. */
export const followingKey = (
  key: string,
  name: { before: string; now: string },
  others: readonly string[] = [],
): string =>
  // The others may have come only after it was proposed.
  [proposeKey(name.before), proposeKey(name.before, others)].includes(key)
    ? proposeKey(name.now, others)
    : key;

/** What is wrong with a key that somebody typed; null where nothing is. */
export const keyFault = (key: string): string | null =>
  /^[a-z0-9-]{1,64}$/.test(key) ? null : '1 to 64 lower-case letters, digits and hyphens.';
