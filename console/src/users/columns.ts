import type { RuleField } from '../conditions/fields';

/** How many attributes are shown to whoever has chosen nothing. */
const USUAL_ATTRIBUTES = 4;

/** What can be a column: every attribute, and what is known of a user by itself; not who it is. */
export const columnsOf = (fields: RuleField[]): RuleField[] =>
  fields.filter(({ name, type }) => name !== 'user.id' && type !== 'segment');

/** The columns of a list that nobody has changed. */
export function usualColumns(columns: RuleField[]): string[] {
  const own = (name: string) => name.startsWith('user.');
  return [
    ...columns.filter(({ name }) => !own(name)).slice(0, USUAL_ATTRIBUTES),
    ...columns.filter(({ name }) => name === 'user.lastSeen'),
  ].map(({ name }) => name);
}

/** Those that are asked for, in the order of the address, then in that of this browser; else the usual ones. */
export function chosenColumns(
  parameters: URLSearchParams,
  system: string,
  columns: RuleField[],
): string[] {
  const there = (names: string[]) => {
    const known = new Set(columns.map(({ name }) => name));
    return names.filter((name, at) => known.has(name) && names.indexOf(name) === at);
  };
  if (parameters.has('column')) return there(parameters.getAll('column'));
  const kept = remembered(system);
  return kept ? there(kept) : usualColumns(columns);
}

/** The query string with these columns. None at all is said by an empty one. */
export function withColumns(parameters: URLSearchParams, names: string[]): URLSearchParams {
  const next = new URLSearchParams(parameters);
  next.delete('column');
  (names.length > 0 ? names : ['']).forEach((name) => next.append('column', name));
  return next;
}

const key = (system: string) => `muster.users.columns.${system}`;

/** Keeps the columns in this browser; null goes back to the usual ones. */
export function remember(system: string, names: string[] | null): void {
  try {
    if (names === null) localStorage.removeItem(key(system));
    else localStorage.setItem(key(system), JSON.stringify(names));
  } catch {
    // A browser that keeps nothing shows the usual ones next time.
  }
}

function remembered(system: string): string[] | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key(system)) ?? 'null');
    return Array.isArray(kept) ? kept.filter((name) => typeof name === 'string') : null;
  } catch {
    return null;
  }
}
