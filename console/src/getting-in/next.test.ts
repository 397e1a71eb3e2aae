// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { keepNext, safeNext, takeNext } from './next';

test.each([
  ['/systems/shop/production/users?q=ann', '/systems/shop/production/users?q=ann'],
  ['https://elsewhere.example', '/'],
  ['//elsewhere.example', '/'],
  ['/\\elsewhere.example', '/'],
  ['javascript:alert(1)', '/'],
  [null, '/'],
])('after the sign-in, %o leads to %o', (wanted, page) => expect(safeNext(wanted)).toBe(page));

test('what is kept is taken once', () => {
  keepNext('/systems/shop');
  expect(takeNext()).toBe('/systems/shop');
  expect(takeNext()).toBeNull();
});
