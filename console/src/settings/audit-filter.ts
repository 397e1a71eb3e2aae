import type { AuditFilter } from './queries';

/** What an address narrows the log down to; what is no day in it is left out. */
export function filterOf(search: URLSearchParams): AuditFilter {
  const filter: AuditFilter = {};
  for (const name of ['kind', 'actor', 'q', 'system'] as const) {
    const value = search.get(name);
    if (value) filter[name] = value;
  }
  const from = dayOf(search.get('from'));
  const end = dayOf(search.get('to'));
  if (from) filter.from = from.toISOString();
  if (end) {
    // The last one counts whole.
    end.setDate(end.getDate() + 1);
    if (end.getUTCFullYear() <= 9999) filter.to = end.toISOString();
  }
  return filter;
}

/** The beginning of a day of the browser's. */
function dayOf(text: string | null): Date | null {
  const day = /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text ?? '') ? new Date(`${text}T00:00`) : null;
  return day && !Number.isNaN(day.getTime()) ? day : null;
}
