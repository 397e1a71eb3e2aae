import { dayCount, rangeWords, shortDay } from '../../conditions/period';
import type { Period, Retention } from '../../shared/contract';
import { INTERVALS, monthWords, type Interval } from '../intervals';

/** Up to so many days are looked at by the day, and by the week. */
const DAYS_MAX = 14;
const WEEKS_DAYS_MAX = 130;

/** The interval that suits a period, where the address says none. */
export function intervalOf(search: URLSearchParams, { from, to }: Period): Interval {
  const asked = INTERVALS.find(({ value }) => value === search.get('interval'));
  if (asked) return asked.value;
  const days = dayCount(from, to);
  return days <= DAYS_MAX ? 'day' : days <= WEEKS_DAYS_MAX ? 'week' : 'month';
}

/** A cohort by when it came: "May 2026", "4 – 10 May 2026". */
export const cohortWords = (period: Period, interval: Interval): string =>
  interval === 'month' ? monthWords(period.from) : rangeWords(period);

/** The same where there is little room. */
export const cohortTick = (period: Period, interval: Interval): string =>
  interval === 'month' ? monthWords(period.from) : shortDay(period.from);

/** How much later: "the same week", "1 week later". */
export function laterWords(steps: number, interval: Interval): string {
  if (steps === 0) return `the same ${interval}`;
  return `${steps} ${interval}${steps === 1 ? '' : 's'} later`;
}

/** Cohorts in which somebody is; the others would be empty rows. */
export const peopled = ({ cohorts }: Retention) =>
  cohorts.flatMap((cohort, at) => (cohort.users > 0 ? [{ ...cohort, at }] : []));

/**
 * Which share of all was active so much later: of those cohorts for which that time has come.
 *
 * @return from 0 to 1 for each step; null where nobody could have been
 */
export function curve({ cohorts }: Retention): (number | null)[] {
  return cohorts.map((_, step) => {
    const old = cohorts.filter(({ active }) => step < active.length);
    const users = old.reduce((sum, one) => sum + one.users, 0);
    const active = old.reduce((sum, one) => sum + (one.active[step] ?? 0), 0);
    return users === 0 ? null : active / users;
  });
}

/** The table as the rows of a file. */
export function retentionRows(retention: Retention): (string | number)[][] {
  const { cohorts, interval } = retention;
  return [
    ['From', 'To', 'Users', ...cohorts.map((_, step) => `Active ${laterWords(step, interval)}`)],
    ...cohorts.map(({ period, users, active }) => [
      period.from,
      period.to,
      users,
      ...cohorts.map((_, step) => active[step] ?? ''),
    ]),
  ];
}
