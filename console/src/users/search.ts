import { EVERYBODY, grouped, narrows, readCondition } from '../conditions/condition';
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
  const condition = text ? readCondition(text) : null;
  return {
    q: parameters.get('q') ?? '',
    filter: filter || null,
    condition: condition && grouped(condition),
    unreadable: !!text && condition === null,
  };
}

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
