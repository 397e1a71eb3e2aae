import { expect, test } from 'vitest';
import { filterOf } from './audit-filter';

const of = (search: string) => filterOf(new URLSearchParams(search));

test('days are whole days of the browser', () => {
  expect(of('from=2026-05-01&to=2026-05-01&q=plan')).toEqual({
    q: 'plan',
    from: new Date(2026, 4, 1).toISOString(),
    to: new Date(2026, 4, 2).toISOString(),
  });
});

test.each(['abc', '20266-01-01', '2026-13-01', '0000-01-01', ''])(
  'what is no day, such as %o, narrows nothing down',
  (day) => expect(of(`from=${day}&to=${day}`)).toEqual({}),
);

test('the last day of all has nothing after it', () => {
  expect(of('to=9999-12-31')).toEqual({});
});
