import { expect, test } from 'vitest';
import type { Among } from '../conditions/among';
import { grouped } from '../conditions/condition';
import type { Condition } from '../shared/contract';
import { conditionOfFilter, filterOf, searchOf, withAmong, withCondition } from './search';

const pro: Condition = { field: 'crm.plan', operator: '=', value: 'pro' };
const read = (text: string) => searchOf(new URLSearchParams(text));

test('what is in the address is read, a saved filter with another condition in its place, too', () => {
  expect(read('')).toEqual({ q: '', filter: null, condition: null, among: [], unreadable: [] });
  const text = encodeURIComponent(JSON.stringify(pro));
  expect(read(`q=ann&condition=${text}`)).toMatchObject({
    q: 'ann',
    condition: grouped(pro),
  });
  expect(read(`filter=pros&condition=${text}`)).toMatchObject({
    filter: 'pros',
    condition: grouped(pro),
  });
});

test('what users did is read, and taken out again', () => {
  const among: Among[] = [{ kind: 'new', period: { days: 7 } }];
  const written = withAmong(new URLSearchParams('q=a'), among);
  expect(searchOf(written)).toMatchObject({ q: 'a', among, unreadable: [] });
  expect(filterOf('a', null, among)).toEqual({ q: 'a', among });
  expect(withAmong(written, []).toString()).toBe('q=a');
  expect(read('among=[3]')).toMatchObject({ among: [], unreadable: ['among'] });
});

test.each(['nonsense', '3', '[]', '{}', '{"rules":[1]}', '{"rules":{}}', '{"field":1}'])(
  'that %s is no condition is said, and is no filter',
  (text) => {
    expect(read(`condition=${encodeURIComponent(text)}`)).toMatchObject({
      condition: null,
      unreadable: ['condition'],
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
