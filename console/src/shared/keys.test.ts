import { expect, test } from 'vitest';
import { followingKey, keyFault, proposeKey } from './keys';

test.each([
  ['Shop', 'shop'],
  ['Bücher & mehr', 'bucher-mehr'],
  ['  --A b--  ', 'a-b'],
  ['店', ''],
  // The page that makes one has this address.
  ['New', 'new-1'],
  ['New users', 'new-users'],
  ['x'.repeat(70), 'x'.repeat(64)],
  [`${'x'.repeat(63)} y`, 'x'.repeat(63)],
])('the key proposed for %o is %o', (name, key) => expect(proposeKey(name)).toBe(key));

test.each([
  ['', '', 'N', 'n'],
  ['ne', 'Ne', 'New', 'new-1'],
  ['new-1', 'New', 'New users', 'new-users'],
  ['mine', 'New', 'New users', 'mine'],
])('the key %o of %o, now called %o, is %o', (key, before, now, next) =>
  expect(followingKey(key, { before, now })).toBe(next),
);

test('a key that others have gets the next number', () => {
  expect(proposeKey('GitHub', ['github'])).toBe('github-2');
  expect(proposeKey('GitHub', ['github', 'github-2', 'crm'])).toBe('github-3');
  expect(proposeKey('New', ['new-1'])).toBe('new-1-2');
  expect(proposeKey('店', [''])).toBe('');
  const long = 'x'.repeat(64);
  expect(proposeKey(long, [long])).toBe(`${'x'.repeat(62)}-2`);
  const name = { before: 'GitHub', now: 'GitLab' };
  expect(followingKey('github-2', name, ['github'])).toBe('gitlab');
  expect(followingKey('github', name, ['github']), 'proposed before they came').toBe('gitlab');
});

test('a key is of small letters, digits and hyphens', () => {
  expect(keyFault('a-1')).toBeNull();
  for (const key of ['', 'A', 'a b', 'a'.repeat(65)]) expect(keyFault(key)).toMatch(/lower-case/);
});
