import { expect, test } from 'vitest';
import { changeWords } from './change';

test('a change is said as a share where there was enough before, else as a number', () => {
  expect(changeWords({ now: 5, before: 5 })).toBe('as before');
  expect(changeWords({ now: 3, before: 0 })).toBe('3 more');
  expect(changeWords({ now: 2, before: 19 })).toBe('17 fewer');
  expect(changeWords({ now: 112, before: 100 })).toBe('12 % more');
  expect(changeWords({ now: 966, before: 1000 })).toBe('3.4 % fewer');
  expect(changeWords({ now: 0, before: 1200 })).toBe('100 % fewer');
  expect(changeWords({ now: 1_000_001, before: 1_000_000 })).toBe('under 0.1 % more');
});
