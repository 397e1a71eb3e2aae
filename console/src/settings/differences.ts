/** One place in which a thing differs from what it was; undefined where it is not there. */
export interface Difference {
  path: string;
  before: string | undefined;
  after: string | undefined;
}

/** Where two states of a thing differ, by the paths of their single values. Null: it is not there. */
export function differences(before: object | null, after: object | null): Difference[] {
  const old = leaves(before);
  const now = leaves(after);
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((path) => ({ path, before: old.get(path), after: now.get(path) }))
    .filter((difference) => difference.before !== difference.after);
}

function leaves(value: unknown, path = '', found = new Map<string, string>()) {
  if (value !== null && typeof value === 'object' && Object.keys(value).length > 0) {
    for (const [key, inner] of Object.entries(value)) {
      leaves(inner, path ? `${path}.${key}` : key, found);
    }
  } else if (path) {
    found.set(path, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return found;
}
