import { expect, test } from 'vitest';
import { differences } from './differences';

test('only what differs is told, by its path', () =>
  expect(
    differences(
      { name: 'CRM', properties: [{ path: 'plan', type: 'string' }] },
      { name: 'CRM', properties: [{ path: 'plan', type: 'number' }, { path: 'arr' }] },
    ),
  ).toEqual([
    { path: 'properties.0.type', before: 'string', after: 'number' },
    { path: 'properties.1.path', before: undefined, after: 'arr' },
  ]));

test('of what was made or removed, everything is told', () => {
  expect(differences(null, { role: 'admin' })).toEqual([
    { path: 'role', before: undefined, after: 'admin' },
  ]);
  expect(differences({ note: '' }, null)).toEqual([{ path: 'note', before: '', after: undefined }]);
});

test('null, numbers and empty lists are values of their own', () =>
  expect(differences({ a: null, b: 1, c: [] }, { a: 'null', b: 1, c: ['x'] })).toEqual([
    { path: 'c', before: '[]', after: undefined },
    { path: 'c.0', before: undefined, after: 'x' },
  ]));
