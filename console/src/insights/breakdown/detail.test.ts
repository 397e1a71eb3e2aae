import { expect, test } from 'vitest';
import { fieldsOf } from '../../conditions/fields';
import { firstField, nextTop, readDetail } from './detail';

const attribute = (name: string, type: 'number' | 'boolean' | 'string') => ({
  integration: 'crm',
  name,
  type,
  path: name,
  field: `crm.${name}`,
});
const of = (...attributes: ReturnType<typeof attribute>[]) =>
  fieldsOf(attributes, [{ key: 'crm', name: 'CRM' }], false).filter(
    ({ name }) => name !== 'user.id',
  );
const read = (query: string) => readDetail(new URLSearchParams(query), 'crm.paying');

test('without a word it is by something that has few values', () => {
  expect(read('')).toEqual({ by: 'crm.paying', interval: null, top: 20, ranges: 20, split: [] });
});

test('it begins by the first that has a few values, and not by a number of each customer', () => {
  const numbers = of(attribute('arr', 'number'), attribute('paying', 'boolean'));
  expect(firstField(numbers, new Map())).toEqual({ name: 'crm.paying', asks: null });
  const fields = of(
    attribute('customer', 'string'),
    attribute('country', 'string'),
    attribute('plan', 'string'),
  );
  const known = new Map<string, number | null>();
  expect(firstField(fields, known)).toEqual({ name: null, asks: 'crm.customer' });
  known.set('crm.customer', 400);
  known.set('crm.country', null);
  expect(firstField(fields, known)).toEqual({ name: null, asks: 'crm.plan' });
  expect(firstField(fields, new Map(known).set('crm.plan', 3)).name).toBe('crm.plan');
  expect(firstField(fields, new Map(known).set('crm.plan', 90)).name).toBe('crm.plan');
  // Of nobody, or of one value each, there is nothing better than what was mapped first.
  const single = new Map([
    ['crm.customer', 1],
    ['crm.country', 0],
    ['crm.plan', 1],
  ]);
  expect(firstField(fields, single).name).toBe('crm.customer');
});

test('what the address says is read, at most four segments, each once', () => {
  expect(read('by=crm.arr&ranges=5&top=100&interval=week&split=a,b,a,c,d,e')).toEqual({
    by: 'crm.arr',
    interval: 'week',
    top: 100,
    ranges: 5,
    split: ['a', 'b', 'c', 'd'],
  });
});

test('what cannot be is as it is at first', () => {
  expect(read('by=crm.gone&ranges=7&top=-1&interval=year&split=,')).toEqual({
    by: 'crm.gone',
    interval: null,
    top: 20,
    ranges: 20,
    split: [],
  });
});

test('more values are asked for in steps, until there are no more to have', () => {
  expect([20, 50, 130, 1000].map(nextTop)).toEqual([50, 100, 200, null]);
});
