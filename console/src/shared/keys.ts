// What addresses of the console call the page that makes one.
const RESERVED = ['new'];

/** A key proposed from a name: lower case, what is no letter or digit becomes one hyphen. */
export function proposeKey(name: string): string {
  const key = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
    .replace(/-+$/, '');
  return RESERVED.includes(key) ? `${key}-1` : key;
}

/** The key after the name was changed: proposed anew for as long as nobody typed another. */
export const followingKey = (key: string, name: { before: string; now: string }): string =>
  key === proposeKey(name.before) ? proposeKey(name.now) : key;

/** What is wrong with a key that somebody typed; null where nothing is. */
export const keyFault = (key: string): string | null =>
  /^[a-z0-9-]{1,64}$/.test(key) ? null : '1 to 64 lower-case letters, digits and hyphens.';
