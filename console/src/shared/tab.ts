/**
 * What this tab keeps until it is closed: samples, drafts, where one was. It is one person's, by the key and by
 * [belongsTo], and goes with them.
 */

const PREFIX = 'muster.';
const WHO = 'muster.who';
const NOBODY = 'nobody';

let owner: string | null = null;

/** The person whose tab this is, by id; null until a session is known. */
export const ownerOfTab = (): string | null => owner;

/** Who was here last, also before a reload; null where nobody was. */
export const lastInTab = (): string | null => owner ?? read(WHO);

/** Makes the tab that of a person. What someone else left in it is forgotten. */
export function belongsTo(person: string): void {
  if (lastInTab() !== null && lastInTab() !== person) forgetTab();
  owner = person;
  write(WHO, person);
}

/** Keeps something for the person who is here; before anybody is known, for whoever was here last. */
export function keep(key: string, value: unknown): void {
  write(keyOf(lastInTab(), key), JSON.stringify(value));
}

/** What was kept, for the same person or before anybody was known; null where nothing is or it cannot be read. */
export function kept<T>(key: string): T | null {
  const stored = read(keyOf(lastInTab(), key)) ?? read(keyOf(null, key));
  try {
    return stored === null ? null : (JSON.parse(stored) as T);
  } catch {
    return null;
  }
}

export function forget(key: string): void {
  remove((one) => one === keyOf(lastInTab(), key) || one === keyOf(null, key));
}

/** Forgets all whose keys begin so, whoever kept it. */
export function forgetAll(begin: string): void {
  remove((one) =>
    one
      .slice(PREFIX.length)
      .replace(/^[^.]*\./, '')
      .startsWith(begin),
  );
}

/** Forgets everything, for when one leaves. */
export function forgetTab(): void {
  owner = null;
  remove(() => true);
}

const keyOf = (person: string | null, key: string) => `${PREFIX}${person ?? NOBODY}.${key}`;

// A browser may forbid the storage, or be full: then nothing outlasts a reload.

function read(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // As above.
  }
}

function remove(which: (key: string) => boolean): void {
  try {
    Object.keys(sessionStorage)
      .filter((key) => key.startsWith(PREFIX) && which(key))
      .forEach((key) => sessionStorage.removeItem(key));
  } catch {
    // As above.
  }
}
