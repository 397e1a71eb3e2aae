import { expect, test } from 'vitest';
import { share } from './time';

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
