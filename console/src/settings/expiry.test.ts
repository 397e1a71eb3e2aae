import { expect, test } from 'vitest';
import { EXPIRIES, expiresAt } from './expiry';

const now = new Date('2026-11-24T12:00:00Z');

test('a token of 90 days ends 90 days from now', () =>
  expect(expiresAt('90', now)).toBe('2027-02-22T12:00:00.000Z'));

test('one without an end has none', () => expect(expiresAt('never', now)).toBeNull());

test('every length that can be picked is one', () => {
  for (const { value } of EXPIRIES) expect(() => expiresAt(value, now)).not.toThrow();
});
