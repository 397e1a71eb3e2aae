import { expect, test } from 'vitest';
import { grouped } from '../conditions/condition';
import type { Condition } from '../shared/contract';
import { conditionOfFilter, filterOf, searchOf, withCondition } from './search';

const pro: Condition = { field: 'crm.plan', operator: '=', value: 'pro' };
const read = (text: string) => searchOf(new URLSearchParams(text));

test('what is in the address is read, and a saved filter goes before a condition', () => {
  expect(read('')).toEqual({ q: '', filter: null, condition: null, unreadable: false });
  const text = encodeURIComponent(JSON.stringify(pro));
  expect(read(`q=ann&condition=${text}`)).toMatchObject({
    q: 'ann',
    condition: grouped(pro),
  });
  expect(read(`filter=pros&condition=${text}`)).toMatchObject({ filter: 'pros', condition: null });
});

test.each(['nonsense', '3', '[]', '{}', '{"rules":[1]}', '{"rules":{}}', '{"field":1}'])(
  'that %s is no condition is said, and is no filter',
  (text) => {
    expect(read(`condition=${encodeURIComponent(text)}`)).toMatchObject({
      condition: null,
      unreadable: true,
    });
  },
);

test('a condition takes the place of a saved filter, and everybody is no condition', () => {
  const before = new URLSearchParams('q=a&filter=pros&column=crm.plan');
  const next = withCondition(before, pro);
  expect(Object.fromEntries(next)).toEqual({
    q: 'a',
    column: 'crm.plan',
    condition: JSON.stringify(pro),
  });
  const everybody: Condition = { combinator: 'and', rules: [] };
  expect(withCondition(next, everybody).has('condition')).toBe(false);
  const nobody: Condition = { combinator: 'and', not: true, rules: [] };
  expect(withCondition(next, nobody).has('condition')).toBe(true);
});

test('only what narrows the list down is sent, and both parts can be one condition', () => {
  expect(filterOf('', null)).toEqual({});
  expect(filterOf('', { combinator: 'or', rules: [] })).toEqual({});
  const filter = filterOf('ann', pro);
  expect(filter).toEqual({ q: 'ann', condition: pro });
  const begins = { field: 'user.id', operator: 'beginsWith', value: 'ann' };
  expect(conditionOfFilter(filter)).toEqual({ combinator: 'and', rules: [pro, begins] });
  expect(conditionOfFilter({ q: 'ann' })).toEqual(begins);
  expect(conditionOfFilter({})).toEqual({ combinator: 'and', rules: [] });
});
