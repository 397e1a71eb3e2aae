import { expect, test } from 'vitest';
import type { Flows, SegmentSizes } from '../../shared/contract';
import { combinations, combined, entered, flow, flowed, left } from './overlap';
import { firstKeys, growth, keysOf, signed, sizeChart } from './sizes';

const SIZES: SegmentSizes = {
  period: { from: '2026-05-30', to: '2026-06-01' },
  items: [
    {
      segment: 'pro',
      name: 'Pro',
      now: 3,
      since: '2026-05-30T10:00:00Z',
      sizes: [
        { date: '2026-05-30', users: 5 },
        { date: '2026-06-01', users: 3 },
      ],
    },
    { segment: 'vip', name: 'VIP', now: 9, since: '2026-06-01T10:00:00Z', sizes: [] },
    { segment: 'here', name: 'Here', now: null, since: '2026-06-01T10:00:00Z', sizes: [] },
  ],
};

test('days on which nothing was noted are gaps', () => {
  const { days, series } = sizeChart(SIZES, SIZES.items);
  expect(days.map(({ from }) => from)).toEqual(['2026-05-30', '2026-05-31', '2026-06-01']);
  expect(series[0]).toEqual({ name: 'Pro', values: [5, null, 3] });
});

test('the largest are drawn first, and only those that can be counted', () => {
  expect(firstKeys(SIZES.items)).toEqual(['vip', 'pro']);
  expect(keysOf(new URLSearchParams('overlap=a,b,a'), 'overlap', 4)).toEqual(['a', 'b']);
  expect(keysOf(new URLSearchParams(), 'overlap', 4)).toBeNull();
});

test('growth has a sign, and needs two days', () => {
  expect(growth(SIZES.items[0]!)).toBe(-2);
  expect(growth(SIZES.items[1]!)).toBeNull();
  expect([12_000, -3, 0].map(signed)).toEqual(['+12,000', '−3', '0']);
});

test('combinations are listed by their users, none of them last', () => {
  const overlap = {
    matching: 10,
    segments: [],
    combinations: [
      { in: [], users: 6 },
      { in: ['a'], users: 1 },
      { in: ['b'], users: 0 },
      { in: ['a', 'b'], users: 3 },
    ],
  };
  expect(combinations(overlap).map((one) => one.in)).toEqual([['a', 'b'], ['a'], []]);
  expect(combined(['a'], ['a', 'b'])).toEqual([
    { kind: 'segment', segment: 'a' },
    { kind: 'segment', segment: 'b', not: true },
  ]);
});

const period = { from: '2026-05-08', to: '2026-05-14' };
const before = { from: '2026-05-01', to: '2026-05-07' };
const flows = (keys: string[]): Flows => ({
  period,
  before,
  users: 4,
  segments: keys.map((segment) => ({ segment, before: 1, now: 1, entered: 1, left: 1 })),
  cells: [{ from: null, to: 'a', users: 2 }],
});

test('who went from one to another is asked for by page loads of both periods', () => {
  expect(flowed(null, 'a', flows(['a', 'b']))).toEqual([
    { kind: 'active', period: before },
    { kind: 'segment', segment: 'a', period: before, not: true },
    { kind: 'segment', segment: 'b', period: before, not: true },
    { kind: 'segment', segment: 'a', period },
  ]);
  expect(flowed(null, null, flows(['a', 'b', 'c', 'd']))).toBeNull();
  expect(flow(flows(['a']), null, 'a')).toBe(2);
  expect(flow(flows(['a']), 'a', null)).toBe(0);
  expect(entered('a', flows(['a']))[0]).toEqual({ kind: 'active', period: before });
  expect(left('a', flows(['a'])).at(-1)).toEqual({ kind: 'active', period });
});
