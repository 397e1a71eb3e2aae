import { readAmong, type Among } from '../conditions/among';
import { EVERYBODY, grouped, narrows, readCondition } from '../conditions/condition';
import type { Condition } from '../shared/contract';
import type { UserFilter } from './queries';

/** What the address says about the list of users. */
export interface Search {
  /** How the identifier begins; empty where that does not matter. */
  q: string;
  /** The key of a saved filter. */
  filter: string | null;
  /** A condition of one's own; it takes the place of what the filter says. */
  condition: Condition | null;
  /** What they did. */
  among: Among[];
  /** What there is that cannot be read. */
  unreadable: ('condition' | 'among')[];
}

/** Reads the list's part of a query string, which is also that of Insights. */
export function searchOf(parameters: URLSearchParams): Search {
  const text = parameters.get('condition');
  const condition = text ? readCondition(text) : null;
  const among = readAmong(parameters.get('among'));
  return {
    q: parameters.get('q') ?? '',
    filter: parameters.get('filter') || null,
    condition: condition && grouped(condition),
    among: among ?? [],
    unreadable: [
      ...(text && condition === null ? ['condition' as const] : []),
      ...(among === null ? ['among' as const] : []),
    ],
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

/** The query string with other things that users did. */
export function withAmong(parameters: URLSearchParams, among: Among[]) {
  const next = new URLSearchParams(parameters);
  if (among.length > 0) next.set('among', JSON.stringify(among));
  else next.delete('among');
  return next;
}

/** What the server is asked for. */
export const filterOf = (
  q: string,
  condition: Condition | null,
  among: Among[] = [],
): UserFilter => ({
  ...(q ? { q } : {}),
  ...(narrows(condition) ? { condition } : {}),
  ...(among.length > 0 ? { among } : {}),
});

/** The same as one condition, for what takes no beginning of the identifier. */
export function conditionOfFilter({ q, condition }: UserFilter): Condition {
  if (!q) return condition ?? EVERYBODY;
  const begins: Condition = { field: 'user.id', operator: 'beginsWith', value: q };
  return condition ? { combinator: 'and', rules: [condition, begins] } : begins;
}
