import { expect, test } from 'vitest';
import { dayOf } from './day';

test.each([
  ['2026-05-01', '2026-05-01'],
  [' 1 May 2026 ', '2026-05-01'],
  ['1 may 2026', '2026-05-01'],
  ['30 September 2026', '2026-09-30'],
  ['30 Sept. 2026', '2026-09-30'],
  // As this page writes dates, the day comes first.
  ['1/5/2026', '2026-05-01'],
  ['01.05.2026', '2026-05-01'],
  // As years before 1000 are shown.
  ['1 Jan 1', '0001-01-01'],
  ['31 Dec 9999', '9999-12-31'],
  ['3', null],
  ['May 2026', null],
  ['1/5', null],
  ['1/5/26', null],
  ['5/13/2026', null],
  ['2026-02-30', null],
  ['30 Feb 2026', null],
  ['1 Foo 2026', null],
  ['0000-01-01', null],
  ['tomorrow', null],
])('%o is the day %o', (typed, day) => expect(dayOf(typed)).toBe(day));
