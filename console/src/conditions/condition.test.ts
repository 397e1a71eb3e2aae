import { expect, test } from 'vitest';
import { narrowed, readCondition } from './condition';

const pro = { field: 'crm.plan', operator: '=', value: 'pro' } as const;
const large = { field: 'crm.arr', operator: '>=', value: 5 } as const;

test('a condition is read from a link', () => {
  expect(readCondition(JSON.stringify(pro))).toEqual(pro);
  const group = { combinator: 'or', rules: [pro, { rules: [large] }] };
  expect(readCondition(JSON.stringify(group))).toEqual(group);
});

test.each([
  '',
  '{',
  'null',
  '5',
  '[]',
  '{}',
  '{"rules":5}',
  '{"rules":[null]}',
  '{"rules":[{"field":5,"operator":"="}]}',
  '{"rules":['.repeat(40) + ']}'.repeat(40),
])('what is no condition is not taken for one: %s', (text) => {
  expect(readCondition(text)).toBeNull();
});

test('a condition is narrowed by rules that have to hold as well', () => {
  expect(narrowed({ rules: [] }, [pro])).toEqual({ combinator: 'and', rules: [pro] });
  expect(narrowed(pro, [large])).toEqual({ combinator: 'and', rules: [pro, large] });
  expect(narrowed({ rules: [pro, large] }, [pro])).toEqual({
    combinator: 'and',
    rules: [pro, large],
  });
});

test.each([
  { combinator: 'or', rules: [pro, large] } as const,
  { combinator: 'and', not: true, rules: [pro] } as const,
])('what any rule is enough for, or what is turned around, stays as a group', (whole) => {
  const condition = { ...whole, rules: [...whole.rules] };
  expect(narrowed(condition, [large])).toEqual({
    combinator: 'and',
    rules: [condition, large],
  });
});
