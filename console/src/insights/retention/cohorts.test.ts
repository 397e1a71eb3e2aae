import { expect, test } from 'vitest';
import type { Retention } from '../../shared/contract';
import { cohortWords, curve, intervalOf, laterWords, peopled, retentionRows } from './cohorts';

const WEEKS: Retention = {
  interval: 'week',
  period: { from: '2026-05-01', to: '2026-05-17' },
  cohorts: [
    { period: { from: '2026-05-01', to: '2026-05-03' }, users: 10, active: [10, 5, 1] },
    { period: { from: '2026-05-04', to: '2026-05-10' }, users: 0, active: [0, 0] },
    { period: { from: '2026-05-11', to: '2026-05-17' }, users: 30, active: [30] },
  ],
};

test('the curve is of those for whom the time has come', () => {
  expect(curve(WEEKS)).toEqual([1, 0.5, 0.1]);
  expect(curve({ ...WEEKS, cohorts: WEEKS.cohorts.slice(1, 2) })).toEqual([null]);
});

test('a cohort of nobody is no row, and the others keep their place', () => {
  expect(peopled(WEEKS).map(({ at }) => at)).toEqual([0, 2]);
});

test('the interval is what was asked for, or what suits the days', () => {
  const days = (from: string, to: string) => intervalOf(new URLSearchParams(), { from, to });
  expect(days('2026-05-01', '2026-05-07')).toBe('day');
  expect(days('2026-05-01', '2026-05-30')).toBe('week');
  expect(days('2026-01-01', '2026-12-31')).toBe('month');
  expect(intervalOf(new URLSearchParams('interval=day'), WEEKS.period)).toBe('day');
});

test('cohorts and steps are said', () => {
  expect(cohortWords(WEEKS.cohorts[1]!.period, 'week')).toBe('4 – 10 May 2026');
  expect(cohortWords({ from: '2026-05-01', to: '2026-05-31' }, 'month')).toBe('May 2026');
  expect([0, 1, 2].map((step) => laterWords(step, 'week'))).toEqual([
    'the same week',
    '1 week later',
    '2 weeks later',
  ]);
});

test('its file has a column for each step, empty where it has not come', () => {
  expect(retentionRows(WEEKS)[3]).toEqual(['2026-05-11', '2026-05-17', 30, 30, '', '']);
});
