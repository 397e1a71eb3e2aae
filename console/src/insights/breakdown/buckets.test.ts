import { expect, test } from 'vitest';
import type { Breakdown } from '../../shared/contract';
import { groupLabel, groupRules } from '../groups';
import { rowsOf, tickOf, type Bucket } from './buckets';

const ZONE = 'Europe/Berlin';

const of = (more: Partial<Breakdown>, ...buckets: Bucket[]): Breakdown => ({
  field: 'crm.plan',
  type: 'string',
  kind: 'values',
  interval: null,
  total: 10,
  matching: 8,
  missing: 0,
  other: 0,
  buckets,
  ...more,
});
const time = (interval: Breakdown['interval'], from: string, to: string) =>
  of({ field: 'crm.signup', type: 'date', kind: 'time', interval }, { from, to, users: 1 });

test.each([
  // Midnight of Berlin is 22:00 UTC in summer and 23:00 in winter.
  ['day', '2026-05-14T22:00:00Z', '2026-05-15T22:00:00Z', '15 May 2026', '15 May'],
  ['week', '2026-11-22T23:00:00Z', '2026-11-29T23:00:00Z', '23 – 29 Nov 2026', '23 Nov'],
  ['week', '2026-12-27T23:00:00Z', '2027-01-03T23:00:00Z', '28 Dec 2026 – 3 Jan 2027', '28 Dec'],
  ['month', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z', 'Mar 2026', 'Mar 2026'],
  ['day', '9999-12-30T23:00:00Z', '9999-12-31T23:00:00Z', '31 Dec 9999', '31 Dec'],
  ['week', '9999-12-26T23:00:00Z', '+10000-01-02T23:00:00Z', '27 – 31 Dec 9999', '27 Dec'],
  ['month', '0000-12-31T23:06:32Z', '0001-01-31T23:06:32Z', 'Jan 1', 'Jan 1'],
] as const)('a %s is said by the days of the zone', (interval, from, to, label, tick) => {
  const breakdown = time(interval, from, to);
  expect(groupLabel(breakdown.buckets[0]!, breakdown.type, ZONE)).toBe(label);
  expect(tickOf(breakdown.buckets[0]!, breakdown, ZONE)).toBe(tick);
});

test.each([
  [
    time('day', '2026-05-14T22:00:00Z', '2026-05-15T22:00:00Z'),
    [{ field: 'crm.signup', operator: '=', value: '2026-05-15' }],
  ],
  [
    time('month', '2026-02-28T23:00:00Z', '2026-03-31T22:00:00Z'),
    [{ field: 'crm.signup', operator: 'between', value: ['2026-03-01', '2026-03-31'] }],
  ],
  [
    time('day', '9999-12-30T23:00:00Z', '9999-12-31T23:00:00Z'),
    [{ field: 'crm.signup', operator: '=', value: '9999-12-31' }],
  ],
  [of({}, { value: '', users: 1 }), [{ field: 'crm.plan', operator: '=', value: '' }]],
  [
    of({ type: 'boolean' }, { value: false, users: 1 }),
    [{ field: 'crm.plan', operator: '=', value: false }],
  ],
  [
    of({ type: 'strings' }, { value: 'vip', users: 1 }),
    [{ field: 'crm.plan', operator: 'contains', value: 'vip' }],
  ],
  [
    of({ type: 'number', kind: 'histogram' }, { from: -5, to: 0, users: 1 }),
    [
      { field: 'crm.plan', operator: '>=', value: -5 },
      { field: 'crm.plan', operator: '<', value: 0 },
    ],
  ],
  [of({}, { value: 'x'.repeat(1025), users: 1 }), null],
])('the rules of a part of the users hold for just these', (breakdown, rules) => {
  expect(
    groupRules(breakdown.buckets[0]!, breakdown.field, breakdown.type, breakdown.buckets, ZONE),
  ).toEqual(rules);
});

test('the table as rows has what is missing and what is not listed', () => {
  const breakdown = of(
    { missing: 2, other: 1 },
    { value: 'pro', users: 3, split: { big: 2 } },
    { value: '', users: 2, split: { big: 0 } },
  );
  expect(rowsOf(breakdown, 'CRM: plan', [{ key: 'big', name: 'Big ones' }], ZONE)).toEqual([
    ['CRM: plan', 'Users', 'Share of matching users', 'In Big ones'],
    ['pro', 3, 0.375, 2],
    ['', 2, 0.25, 0],
    ['(other values)', 1, 0.125, ''],
    ['(no value)', 2, 0.25, ''],
  ]);
  expect(
    rowsOf(time('day', '2026-05-14T22:00:00Z', '2026-05-15T22:00:00Z'), 'signup', [], ZONE)[1],
  ).toEqual(['2026-05-15', '2026-05-16', 1, 0.125]);
});

test('what is true or false is called yes or no, in the table and in its file', () => {
  const breakdown = of({ type: 'boolean' }, { value: true, users: 3 }, { value: false, users: 2 });
  expect(breakdown.buckets.map((bucket) => groupLabel(bucket, breakdown.type, ZONE))).toEqual([
    'yes',
    'no',
  ]);
  expect(rowsOf(breakdown, 'CRM: paying', [], ZONE).map(([value]) => value)).toEqual([
    'CRM: paying',
    'yes',
    'no',
  ]);
});
