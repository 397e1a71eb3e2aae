import type { PeriodRequest } from '../shared/contract';
import { inZone } from './zone';

/** The days that are looked at, as the address says it: `30d`, `today`, or `2026-05-01..2026-05-31`. */
export interface Period {
  text: string;
  /** As the API takes it. */
  request: PeriodRequest;
}

/** From one day to another, both included. */
export interface Days {
  from: string;
  to: string;
}

/** What is chosen at a click; the other periods are from one day to another. */
export const PERIODS = [
  { text: 'today', days: 1, label: 'Today' },
  { text: '7d', days: 7, label: 'Last 7 days' },
  { text: '30d', days: 30, label: 'Last 30 days' },
  { text: '90d', days: 90, label: 'Last 90 days' },
];

/** As many days as the server takes at once. */
export const DAYS_MAX = 800;
const DAY_MILLIS = 86_400_000;

export const USUAL: Period = { text: '30d', request: { days: 30 } };

/** The period of an address; null where it says none that could be. */
export function readPeriod(text: string | null): Period | null {
  if (text === null) return USUAL;
  const named = PERIODS.find((one) => one.text === text);
  if (named) return { text, request: { days: named.days } };
  const [from = '', to = '', ...more] = text.split('..');
  const fits = more.length === 0 && rangeFault(from, to) === null;
  return fits ? { text, request: { from, to } } : null;
}

/** What is wrong with days from one to another; null where nothing is. */
export function rangeFault(from: string, to: string): string | null {
  if (!isDay(from) || !isDay(to)) return 'Choose the first and the last day.';
  if (to < from) return 'The last day lies before the first.';
  return dayCount(from, to) > DAYS_MAX ? `Choose at most ${DAYS_MAX} days.` : null;
}

const isDay = (day: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day)) && plusDays(day, 0) === day;

/** How many days there are from one to another, both counted. */
export const dayCount = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MILLIS) + 1;

/** So many days later, or earlier. */
export const plusDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MILLIS).toISOString().slice(0, 10);

/** The day on which an instant lies in the zone; without one, today. */
export const dayIn = (timeZone: string, instant = new Date().toISOString()): string =>
  inZone(instant, timeZone).slice(0, 10);

/** The first and the last day of a period. */
export function daysOf(request: PeriodRequest, timeZone: string): Days {
  const to = request.to ?? dayIn(timeZone);
  return { from: request.from ?? plusDays(to, 1 - (request.days ?? 30)), to };
}

const FULL = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const SHORT = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});

/** A day as people read it: "3 May 2026". */
export const dayWords = (day: string): string => FULL.format(new Date(day));

/** The same where there is little room: "3 May". */
export const shortDay = (day: string): string => SHORT.format(new Date(day));

/** Days as people read them: "3 May 2026", "1 – 31 May 2026", "28 Apr – 3 May 2026". */
export function rangeWords({ from, to }: Days): string {
  if (from === to) return dayWords(to);
  if (from.slice(0, 7) === to.slice(0, 7)) return `${Number(from.slice(8))} – ${dayWords(to)}`;
  return `${from.slice(0, 4) === to.slice(0, 4) ? shortDay(from) : dayWords(from)} – ${dayWords(to)}`;
}

/** When that is, as a sentence goes on with it: "today", "in the last 30 days", "on 3 May 2026". */
export function whenWords({ days, from, to }: PeriodRequest): string {
  if (from !== undefined) {
    const last = to ?? dayIn('UTC');
    return from === last ? `on ${dayWords(from)}` : `from ${dayWords(from)} to ${dayWords(last)}`;
  }
  return days === 1 ? 'today' : `in the last ${days ?? 30} days`;
}
