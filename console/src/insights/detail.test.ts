import { expect, test } from 'vitest';
import { fieldsOf } from '../conditions/fields';
import { nextTop, readDetail } from './detail';

const attribute = (name: string, type: 'number' | 'boolean') => ({
  integration: 'crm',
  name,
  type,
  path: name,
  field: `crm.${name}`,
});
const FIELDS = fieldsOf(
  [attribute('arr', 'number'), attribute('paying', 'boolean')],
  [{ key: 'crm', name: 'CRM' }],
  false,
);
const read = (query: string) => readDetail(new URLSearchParams(query), FIELDS);

test('without a word it is by something that has few values', () => {
  expect(read('')).toEqual({ by: 'crm.paying', interval: null, top: 20, ranges: 20, split: [] });
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
