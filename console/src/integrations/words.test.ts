import { expect, test } from 'vitest';
import type { AttributeType } from '../shared/contract';
import { explained } from './explained';
import { mended, refusalAdvice, refusalWords } from './words';

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
  expect(explained({ outcome: 'stale', code: null })?.what).toMatch(/older/);
});

const refused = (reason: string) => ({ attribute: 'birthday', path: 'birthday', reason });
const now = (type: AttributeType, path = 'birthday') => ({ type, path });

test('what to do depends on what the value was refused for', () => {
  expect(refusalAdvice(refused('not a number: "n/a"'), now('number'))).toMatch(/no number at all/);
  expect(refusalAdvice(refused('not a date: "n/a"'), now('date'))).toMatch(/2026-05-01T10:00:00Z/);
  expect(refusalAdvice(refused('a list of 200 values; at most 100'), now('strings'))).toMatch(
    /no list of texts at all/,
  );
  expect(refusalAdvice(refused('not a string: an object'), now('string'))).toMatch(
    /no text at all/,
  );
  expect(refusalAdvice(refused('a string of 2000 bytes; at most 1024'), now('string'))).toMatch(
    /shorter or simpler/,
  );
});

test('what the mapping has otherwise since is to be replayed', () => {
  const property = refused('not a date: "n/a"');
  expect(refusalAdvice(property, undefined)).toMatch(/has it no more/);
  expect(refusalAdvice(property, now('string'))).toBe(
    'birthday is Text now: replay this delivery.',
  );
  expect(refusalAdvice(property, now('date', 'born'))).toBe(
    'birthday is read from born now: replay this delivery.',
  );
  expect(mended(property, now('date'))).toBeNull();
});
