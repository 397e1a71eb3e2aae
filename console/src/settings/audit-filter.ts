import { periodOf } from '../shared/days';
import type { AuditFilter } from './queries';

/** What an address narrows the log down to; what is no day in it is left out. */
export function filterOf(search: URLSearchParams): AuditFilter {
  const filter: AuditFilter = periodOf(search);
  for (const name of ['kind', 'actor', 'q', 'system'] as const) {
    const value = search.get(name);
    if (value) filter[name] = value;
  }
  return filter;
}
