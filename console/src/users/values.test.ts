import { expect, test } from 'vitest';
import { howMany, valueIn } from './values';

test('a column finds its value, also where names have dots', () => {
  const user = {
    id: 'ann',
    firstSeen: null,
    lastSeen: null,
    sessions: 3,
    pageLoads: 9,
    activeDays: 2,
    attributes: [
      {
        integration: 'crm',
        name: 'a.b',
        type: 'string' as const,
        value: 'x',
        updatedAt: '2026-01-01T00:00:00Z',
      },
    ],
  };
  expect(valueIn(user, 'crm.a.b')).toBe('x');
  expect(valueIn(user, 'crm.a')).toBeNull();
  expect(valueIn(user, 'user.sessions')).toBe(3);
  expect(valueIn(user, 'user.pageLoads')).toBe(9);
  expect(valueIn(user, 'user.activeDays')).toBe(2);
  expect(valueIn(user, 'user.lastSeen')).toBeNull();
});

test.each([
  [4000, 4000, '4,000 users'],
  [1, 1, '1 user'],
  [0, 0, '0 users'],
  [1, 4000, '1 of 4,000 users, under 0.1 %'],
  [10, 4000, '10 of 4,000 users, 0.3 %'],
  [400, 4000, '400 of 4,000 users, 10 %'],
  [0, 4000, '0 of 4,000 users, 0 %'],
])('%d of %d are said as "%s"', (matching, total, expected) => {
  expect(howMany(matching, total)).toBe(expected);
});
