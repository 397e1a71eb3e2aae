// @vitest-environment jsdom
import { afterEach, expect, test } from 'vitest';
import { fieldsOf } from '../conditions/fields';
import { chosenColumns, columnsOf, remember, usualColumns, withColumns } from './columns';

const attribute = (name: string) => ({
  integration: 'crm',
  name,
  type: 'string' as const,
  path: name,
  field: `crm.${name}`,
});
const columns = columnsOf(
  fieldsOf(['a', 'b', 'c', 'd', 'e'].map(attribute), [{ key: 'crm', name: 'CRM' }], false),
);
const none = new URLSearchParams();

afterEach(() => localStorage.clear());

test('the first attributes and when one was seen last are shown to whoever chose nothing', () => {
  expect(usualColumns(columns)).toEqual(['crm.a', 'crm.b', 'crm.c', 'crm.d', 'user.lastSeen']);
  expect(columns.map(({ name }) => name)).not.toContain('user.id');
  expect(columns.map(({ name }) => name)).not.toContain('segment');
});

test('the address goes before what is remembered, which is of one system', () => {
  remember('shop', ['crm.e']);
  expect(chosenColumns(none, 'shop', columns)).toEqual(['crm.e']);
  expect(chosenColumns(none, 'other', columns)).toEqual(usualColumns(columns));
  const address = withColumns(none, ['user.sessions', 'crm.b']);
  expect(chosenColumns(address, 'shop', columns)).toEqual(['user.sessions', 'crm.b']);
  remember('shop', null);
  expect(chosenColumns(none, 'shop', columns)).toEqual(usualColumns(columns));
});

test('what is no longer there, comes twice or was never columns is passed over', () => {
  const address = withColumns(none, ['crm.gone', 'crm.a', 'crm.a']);
  expect(chosenColumns(address, 'shop', columns)).toEqual(['crm.a']);
  localStorage.setItem('muster.users.columns.shop', '{broken');
  expect(chosenColumns(none, 'shop', columns)).toEqual(usualColumns(columns));
});

test('no column at all can be chosen', () => {
  const address = withColumns(new URLSearchParams('q=a&column=crm.a'), []);
  expect(address.toString()).toBe('q=a&column=');
  expect(chosenColumns(address, 'shop', columns)).toEqual([]);
});
