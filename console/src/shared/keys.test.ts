import { expect, test } from 'vitest';
import { proposeKey } from './keys';

test.each([
  ['Shop', 'shop'],
  ['Bücher & mehr', 'bucher-mehr'],
  ['  --A b--  ', 'a-b'],
  ['店', ''],
  ['x'.repeat(70), 'x'.repeat(64)],
  [`${'x'.repeat(63)} y`, 'x'.repeat(63)],
])('the key proposed for %o is %o', (name, key) => expect(proposeKey(name)).toBe(key));
