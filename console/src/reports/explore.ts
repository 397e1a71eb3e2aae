import type { Report, ReportView } from '../shared/contract';

/** Where a report can be looked at as a view, below the environment. */
interface Explored {
  page: string;
  search: string;
}

/** The page of each view, and what of a query its address has, under which name. */
const PLACES: Record<ReportView, { page: string; show?: string; parts?: Record<string, string> }> =
  {
    overview: { page: 'insights' },
    trend: {
      page: 'insights/trend',
      parts: {
        figure: 'figure',
        segment: 'segment',
        interval: 'interval',
        split: 'split',
        by: 'by',
      },
    },
    breakdown: {
      page: 'insights/breakdown',
      parts: { field: 'by', interval: 'interval', split: 'split' },
    },
    cross: { page: 'insights/breakdown', show: 'two', parts: { rows: 'by', columns: 'and' } },
    summary: { page: 'insights/breakdown', show: 'numbers', parts: { field: 'of', by: 'group' } },
    pages: { page: 'insights/pages' },
    retention: {
      page: 'insights/retention',
      parts: { interval: 'interval', entering: 'entering' },
    },
    segments: { page: 'insights/segments' },
    overlap: { page: 'insights/segments', parts: { segments: 'overlap' } },
    flows: { page: 'insights/segments', parts: { segments: 'flows' } },
    users: { page: 'insights/users' },
  };

/** Where a report was saved; one that was made otherwise is looked at where its view is. */
export function exploredAt({ display, view, query, filter }: Report): Explored {
  const { page, search } = display as { page?: unknown; search?: unknown };
  if (typeof page === 'string' && typeof search === 'string') return { page, search };
  const place = PLACES[view];
  const asked = query as Record<string, unknown>;
  const address = new URLSearchParams();
  const put = (name: string, value: unknown) => {
    if (typeof value === 'string' && value !== '') address.set(name, value);
  };
  put('filter', filter);
  if (asked.condition !== undefined) put('condition', JSON.stringify(asked.condition));
  put('period', periodText(asked.period));
  put('show', place.show);
  for (const [name, part] of Object.entries(place.parts ?? {})) {
    const value = asked[name];
    put(part, Array.isArray(value) ? value.join(',') : value);
  }
  if (Array.isArray(asked.among)) put('among', JSON.stringify(asked.among));
  const text = address.toString();
  return { page: place.page, search: text ? `?${text}` : '' };
}

function periodText(period: unknown): string | undefined {
  if (typeof period !== 'object' || period === null) return undefined;
  const { days, from, to } = period as Record<string, unknown>;
  if (days === 1) return 'today';
  if (typeof days === 'number') return `${days}d`;
  return typeof from === 'string' && typeof to === 'string' ? `${from}..${to}` : undefined;
}
