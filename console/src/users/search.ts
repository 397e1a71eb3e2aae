import { EVERYBODY } from '../conditions/condition';
import type { Condition } from '../shared/contract';
import type { UserFilter } from './queries';

/** What the address says about the list of users. */
export interface Search {
  /** How the identifier begins; empty where that does not matter. */
  q: string;
  /** The key of a saved filter. */
  filter: string | null;
  /** A condition of one's own, where there is no saved filter. */
  condition: Condition | null;
  /** Whether there is a condition that cannot be read. */
  unreadable: boolean;
}

/** Reads the list's part of a query string. A saved filter goes before a condition. */
export function searchOf(parameters: URLSearchParams): Search {
  const filter = parameters.get('filter');
  const text = filter ? null : parameters.get('condition');
  const condition = text ? conditionIn(text) : null;
  return {
    q: parameters.get('q') ?? '',
    filter: filter || null,
    condition,
    unreadable: !!text && condition === null,
  };
}

/** The condition that is written somewhere as JSON; null where that is none. */
function conditionIn(text: string): Condition | null {
  try {
    const json: unknown = JSON.parse(text);
    return isCondition(json) ? json : null;
  } catch {
    return null;
  }
}

// What is in the rules is the server's to judge: it says what is wrong with each.
const isCondition = (json: unknown): json is Condition =>
  typeof json === 'object' &&
  json !== null &&
  ('rules' in json
    ? Array.isArray(json.rules) && json.rules.every(isCondition)
    : 'field' in json && typeof json.field === 'string' && 'operator' in json);

/** Whether a condition leaves anybody out. */
export const narrows = (condition: Condition | null): condition is Condition =>
  condition !== null && !('rules' in condition && condition.rules.length === 0 && !condition.not);

/** The query string with another condition in it, and no saved filter. */
export function withCondition(parameters: URLSearchParams, condition: Condition | null) {
  const next = new URLSearchParams(parameters);
  next.delete('filter');
  if (narrows(condition)) next.set('condition', JSON.stringify(condition));
  else next.delete('condition');
  return next;
}

/** What the server is asked for. */
export const filterOf = (q: string, condition: Condition | null): UserFilter => ({
  ...(q ? { q } : {}),
  ...(narrows(condition) ? { condition } : {}),
});

/** The same as one condition, for what takes no beginning of the identifier. */
export function conditionOfFilter({ q, condition }: UserFilter): Condition {
  if (!q) return condition ?? EVERYBODY;
  const begins: Condition = { field: 'user.id', operator: 'beginsWith', value: q };
  return condition ? { combinator: 'and', rules: [condition, begins] } : begins;
}
