import { expect, test } from 'vitest';
import { explained, refusalAdvice, refusalWords } from './words';

test.each([
  ['not a number: "n/a"', '"n/a" is not a number'],
  ['not a list of strings: "a: b"', '"a: b" is not a list of strings'],
  ['a number out of range: 1e999', '1e999 is a number out of range'],
  ['more than 1024 bytes', 'more than 1024 bytes'],
])('%s is said as %s', (reason, words) => expect(refusalWords({ reason })).toBe(words));

test('a refused delivery is explained by its code, also by one that is not known yet', () => {
  expect(explained({ outcome: 'rejected', code: 'identifier-missing' })?.what).toMatch(/whom/);
  expect(explained({ outcome: 'rejected', code: 'new-code' })?.what).toBe('It was refused');
  expect(explained({ outcome: 'accepted', code: null })).toBeNull();
});

test('what to do depends on the type that was expected', () => {
  expect(refusalAdvice('number')).toMatch(/no number at all/);
  expect(refusalAdvice(undefined)).toMatch(/changed since/);
});
