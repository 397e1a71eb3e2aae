import { expect, test } from 'vitest';
import type { Environment } from '../shared/contract';
import { suggestedEnvironment } from './suggested';

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
