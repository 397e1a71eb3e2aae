import { expect, test } from 'vitest';
import { fromZone, inZone } from './zone';

test.each([
  ['2026-05-01T08:00:00Z', 'Europe/Berlin', '2026-05-01 10:00:00'],
  ['0001-01-01T00:00:00Z', 'UTC', '0001-01-01 00:00:00'],
  ['0987-06-05T04:03:02Z', 'UTC', '0987-06-05 04:03:02'],
  ['9999-12-31T23:59:59Z', 'UTC', '9999-12-31 23:59:59'],
  // What lies outside of the years that there are is the first or the last second of them.
  ['0001-01-01T00:00:00Z', 'America/New_York', '0001-01-01 00:00:00'],
  ['9999-12-31T23:30:00Z', 'Europe/Berlin', '9999-12-31 23:59:59'],
  ['+10000-01-01T00:00:00Z', 'UTC', '9999-12-31 23:59:59'],
  ['nonsense', 'UTC', 'nonsense'],
])('%s is in %s %s', (instant, zone, wall) => expect(inZone(instant, zone)).toBe(wall));

test.each([
  ['2026-05-01 10:00:00', 'Europe/Berlin', '2026-05-01T08:00:00Z'],
  ['9999-12-31 23:30:00', 'Europe/Berlin', '9999-12-31T22:30:00Z'],
  ['9999-12-31 23:30:00', 'America/New_York', '9999-12-31T23:59:59Z'],
  ['0001-01-01 00:00:00', 'UTC', '0001-01-01T00:00:00Z'],
  ['0001-01-01 00:00:00', 'Europe/Berlin', '0001-01-01T00:00:00Z'],
])('%s in %s is %s', (wall, zone, instant) => expect(fromZone(wall, zone)).toBe(instant));
