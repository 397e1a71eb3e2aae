import { expect, test } from 'vitest';
import { agoInSeconds, share } from './time';

test.each([
  [0, 10, '0 %'],
  [0, 0, '0 %'],
  [1, 8, '13 %'],
  [1, 30, '3.3 %'],
  [1, 5000, 'under 0.1 %'],
  [997, 1000, '99.7 %'],
  [9999, 10000, 'over 99.9 %'],
  [10, 10, '100 %'],
])('%d of %d is %s', (part, whole, words) => {
  expect(share(part, whole)).toBe(words);
});

test.each([
  [0.2, 'just now'],
  [3, '3 seconds ago'],
  [59, '59 seconds ago'],
  [100, '2 minutes ago'],
  [-2, 'just now'],
])('what was %d seconds ago is said to be so', (seconds, words) => {
  const now = new Date('2026-11-26T12:00:00Z');
  expect(agoInSeconds(new Date(now.getTime() - seconds * 1000).toISOString(), now)).toBe(words);
});
