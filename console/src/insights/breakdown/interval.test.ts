import { expect, test } from 'vitest';
import type { Breakdown } from '../../shared/contract';
import { suitedInterval } from './interval';

const DAY_MILLIS = 86_400_000;

const of = (interval: 'day' | 'week' | 'month', users: number[]): Breakdown => {
  const days = { day: 1, week: 7, month: 30 }[interval];
  const at = (index: number) =>
    new Date(Date.parse('2026-01-05T00:00:00Z') + index * days * DAY_MILLIS).toISOString();
  return {
    field: 'crm.signup',
    type: 'date',
    kind: 'time',
    interval,
    total: 1_000,
    matching: 1_000,
    missing: 0,
    other: 0,
    buckets: users.map((some, index) => ({ from: at(index), to: at(index + 1), users: some })),
  };
};
const every = (length: number, step: number) =>
  Array.from({ length }, (_, at) => (at % step === 0 ? 1 : 0));

test.each([
  ['days with users that fit are days', of('day', every(40, 1)), 800, 'day'],
  [
    'working days are days',
    of(
      'day',
      every(40, 1).map((_, at) => (at % 7 < 5 ? 3 : 0)),
    ),
    800,
    'day',
  ],
  ['days that do not fit are weeks', of('day', every(90, 1)), 800, 'week'],
  ['the same on a phone', of('day', every(40, 1)), 280, 'week'],
  ['few users over many days are weeks', of('day', every(56, 7)), 800, 'week'],
  ['fewer are months', of('day', every(90, 28)), 800, 'month'],
  ['weeks that do not fit are months', of('week', every(100, 1)), 800, 'month'],
  ['few users over many weeks are months', of('week', every(40, 4)), 800, 'month'],
  ['months stay, whatever there is', of('month', every(90, 9)), 280, 'month'],
  ['a few days are days also where there is hardly any width', of('day', every(7, 1)), 20, 'day'],
  ['nothing is days', of('day', []), 800, 'day'],
] as const)('%s', (_, breakdown, width, interval) => {
  expect(suitedInterval(breakdown, width, 'UTC')).toBe(interval);
});
