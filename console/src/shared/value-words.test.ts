import { expect, test } from 'vitest';
import { valueWords } from './value-words';

test('a value is shown by its type, a date in the zone of the system', () => {
  const zone = 'Europe/Berlin';
  expect(valueWords('2026-04-30T22:00:00Z', 'date', zone)).toBe('1 May 2026');
  expect(valueWords('2026-04-30T22:00:01Z', 'date', zone)).toBe('1 May 2026, 00:00');
  expect(valueWords('2026-04-30T22:00:00Z', 'date', 'UTC')).toBe('30 Apr 2026, 22:00');
  expect(valueWords(1234567.5, 'number', zone)).toBe('1,234,567.5');
  expect(valueWords(false, 'boolean', zone)).toBe('no');
  expect(valueWords(true, 'boolean', zone)).toBe('yes');
  expect(valueWords(['a', 'b'], 'strings', zone)).toBe('a, b');
  expect(valueWords('1.10', 'string', zone)).toBe('1.10');
  expect(valueWords(null, 'number', zone)).toBe('');
  expect(valueWords('2026-04-30T22:00:00Z', undefined, zone)).toBe('2026-04-30T22:00:00Z');
});
