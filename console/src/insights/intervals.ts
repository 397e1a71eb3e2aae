import { plusDays, rangeWords, shortDay, type Days } from '../conditions/period';
import type { Trend } from '../shared/contract';

export type Interval = Trend['interval'];

export const INTERVALS: { value: Interval; label: string }[] = [
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
];

const MONTH = new Intl.DateTimeFormat('en-GB', {
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

/** The month of a day: "May 2026". */
export const monthWords = (day: string): string => MONTH.format(new Date(day));

const isMonth = ({ from, to }: Days): boolean =>
  from.endsWith('-01') &&
  from.slice(0, 7) === to.slice(0, 7) &&
  !plusDays(to, 1).startsWith(from.slice(0, 7));

/** A stretch of the calendar: "May 2026", "4 – 10 May 2026", "3 May 2026". */
export const stretchWords = (days: Days): string =>
  isMonth(days) ? monthWords(days.from) : rangeWords(days);

/** The same below an axis: "May 2026", "4 May". */
export const stretchTick = (days: Days): string =>
  isMonth(days) ? monthWords(days.from) : shortDay(days.from);

/** The same as a point of a chart. */
export const pointOf = (days: Days) => ({ label: stretchWords(days), tick: stretchTick(days) });

/** What lies along a trend, for its chart: its intervals, of which one may not be over yet. */
export const alongOf = ({
  interval,
  intervals,
  ongoing,
}: Pick<Trend, 'interval' | 'intervals' | 'ongoing'>) => ({
  axis: interval === 'day' ? 'Day' : interval === 'week' ? 'Week' : 'Month',
  points: intervals.map((days, at) => {
    const point = pointOf(days);
    return at === ongoing ? { ...point, label: `${point.label}, still going on` } : point;
  }),
  ...(ongoing === null ? {} : { ongoing }),
});

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
