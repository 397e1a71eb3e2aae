import { expect, test } from 'vitest';
import { share, valueIn, words } from './values';

test('a value is shown by its type, a date in the zone of the system', () => {
  const zone = 'Europe/Berlin';
  expect(words('2026-04-30T22:00:00Z', 'date', zone)).toBe('1 May 2026');
  expect(words('2026-04-30T22:00:01Z', 'date', zone)).toBe('1 May 2026, 00:00');
  expect(words('2026-04-30T22:00:00Z', 'date', 'UTC')).toBe('30 Apr 2026, 22:00');
  expect(words(1234567.5, 'number', zone)).toBe('1,234,567.5');
  expect(words(false, 'boolean', zone)).toBe('no');
  expect(words(['a', 'b'], 'strings', zone)).toBe('a, b');
  expect(words('1.10', 'string', zone)).toBe('1.10');
  expect(words(null, 'number', zone)).toBe('');
});

test('a column finds its value, also where names have dots', () => {
  const user = {
    id: 'ann',
    firstSeen: null,
    lastSeen: null,
    sessions: 3,
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
  expect(share(matching, total)).toBe(expected);
});
