import { plusDays, rangeWords, shortDay, type Days } from '../../conditions/period';
import type { Trend, TrendRequest } from '../../shared/contract';

export type Figure = TrendRequest['figure'];
export type Interval = Trend['interval'];

export const FIGURES: { value: Figure; label: string; measure: string; about: string }[] = [
  {
    value: 'activeUsers',
    label: 'Active users',
    measure: 'Users',
    about: 'Users who loaded a page. Who came in several intervals is one in each of them.',
  },
  {
    value: 'newUsers',
    label: 'New users',
    measure: 'Users',
    about: 'Users who loaded their first page.',
  },
  {
    value: 'pageLoads',
    label: 'Page loads',
    measure: 'Page loads',
    about: 'How often they loaded a page.',
  },
  {
    value: 'sessions',
    label: 'Sessions',
    measure: 'Sessions',
    about: 'A session begins with a page load after 30 minutes without one.',
  },
];

export const INTERVALS: { value: Interval; label: string }[] = [
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
];

export const SPLIT_MAX = 10;

/** What the trend shows, as the address says it. */
export interface View {
  figure: Figure;
  /** Null: as it suits the period. */
  interval: Interval | null;
  /** Keys of segments. */
  split: string[];
  /** The attribute by whose values it is split; null where by none. */
  by: string | null;
  /** Whether beside it stands what was before. */
  compared: boolean;
}

/** Reads it off the address; what is not there or cannot be is as it is at first. */
export function readView(search: URLSearchParams): View {
  const by = search.get('by') || null;
  return {
    figure: FIGURES.find(({ value }) => value === search.get('figure'))?.value ?? 'activeUsers',
    interval: INTERVALS.find(({ value }) => value === search.get('interval'))?.value ?? null,
    // By segments or by an attribute: both at once are more lines than anybody can tell apart.
    split: by ? [] : (search.get('split') ?? '').split(',').filter(Boolean).slice(0, SPLIT_MAX),
    by,
    compared: search.get('compare') === 'before',
  };
}

/** What the server is asked for. */
export const requestOf = (
  { figure, interval, split, by }: View,
  about: Pick<TrendRequest, 'condition' | 'period'>,
): TrendRequest => ({
  ...about,
  figure,
  ...(interval ? { interval } : {}),
  ...(split.length > 0 ? { split } : {}),
  ...(by ? { by } : {}),
});

const MONTH = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** A stretch of the calendar below an axis, and in full. */
export function pointOf(days: Days, interval: Interval): { label: string; tick: string } {
  const whole =
    interval === 'month' && days.from.endsWith('-01') && plusDays(days.to, 1).endsWith('-01');
  return {
    label: whole ? MONTH.format(new Date(days.from)) : rangeWords(days),
    tick: whole ? MONTH.format(new Date(days.from)) : shortDay(days.from),
  };
}

/** A period by its intervals as the server takes it apart: weeks begin on Monday, the first and the last are cut. */
export function intervalsOf({ from, to }: Days, interval: Interval): Days[] {
  const found: Days[] = [];
  for (let first = from; first <= to;) {
    const last = lastOf(first, interval);
    found.push({ from: first, to: last < to ? last : to });
    first = plusDays(last, 1);
  }
  return found;
}

function lastOf(day: string, interval: Interval): string {
  const date = new Date(day);
  switch (interval) {
    case 'day':
      return day;
    case 'week':
      return plusDays(day, (7 - date.getUTCDay()) % 7);
    case 'month':
      return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0))
        .toISOString()
        .slice(0, 10);
  }
}
