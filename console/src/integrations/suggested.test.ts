import { expect, test } from 'vitest';
import type { Environment } from '../shared/contract';
import { realEnvironment, suggestedEnvironment } from './suggested';

const named = (...names: string[]) =>
  names.map((name) => ({ name, key: name.toLowerCase().replaceAll(' ', '-') }) as Environment);

test.each([
  [['Production', 'Test'], 'Test'],
  [['Production', 'Our staging'], 'Our staging'],
  [['Production', 'Latest'], 'Production'],
  [['Production'], 'Production'],
])('of %o, %s is where to try first', (names, suggested) =>
  expect(suggestedEnvironment(named(...names))?.name).toBe(suggested),
);

test('the real users are where it is not for trying', () => {
  expect(realEnvironment(named('Test', 'Production'))?.name).toBe('Production');
  expect(realEnvironment(named('Test'))).toBeUndefined();
});
