import { expect, test } from 'vitest';
import { askedAlike, conditionOf, editable, narrowed, readCondition, withAlso } from './condition';

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

const proInFile = { ...pro, field: 'crm-csv.plan' };
const also = (condition: Parameters<typeof editable>[0], path: number[], both = false) =>
  conditionOf(withAlso(editable(condition), path, { field: 'crm-csv.plan', both }).group);

test('a rule that asks another source as well becomes a group, in its place, of which any is enough', () => {
  const whole = { combinator: 'and' as const, rules: [large, pro] };
  expect(also(whole, [1])).toEqual({
    combinator: 'and',
    rules: [large, { combinator: 'or', rules: [pro, proInFile] }],
  });
  const deep = { combinator: 'or' as const, rules: [large, whole] };
  expect(also(deep, [1, 1])).toEqual({
    combinator: 'or',
    rules: [
      large,
      { combinator: 'and', rules: [large, { combinator: 'or', rules: [pro, proInFile] }] },
    ],
  });
});

test.each([false, true])('no group is made in one that says the same (not: %s)', (not) => {
  const any = { combinator: 'or' as const, ...(not && { not }), rules: [pro, large] };
  expect(also(any, [0])).toEqual({ ...any, rules: [pro, proInFile, large] });
});

test('what both have to say is asked of both', () => {
  const isNot = { ...pro, operator: '!=' as const };
  const isNotInFile = { ...isNot, field: 'crm-csv.plan' };
  const all = { combinator: 'and' as const, rules: [isNot] };
  expect(also(all, [0], true)).toEqual({ combinator: 'and', rules: [isNot, isNotInFile] });
  expect(also({ ...all, combinator: 'or' }, [0], true)).toEqual({
    combinator: 'or',
    rules: [{ combinator: 'and', rules: [isNot, isNotInFile] }],
  });
});

test('operator, value and case go with it, and its identity is its own', () => {
  const loose = { ...pro, ignoreCase: true };
  const { group, added } = withAlso(editable(loose), [0], { field: 'x.plan', both: false });
  expect(conditionOf(group)).toEqual({
    combinator: 'and',
    rules: [{ combinator: 'or', rules: [loose, { ...loose, field: 'x.plan' }] }],
  });
  expect(JSON.stringify(group).match(new RegExp(`"${added}"`, 'g'))).toHaveLength(1);
});

test('rules that ask alike are told from those that ask otherwise', () => {
  const group = editable({ rules: [pro, proInFile, { ...proInFile, value: 'free' }, large] });
  expect([...askedAlike(group).values()]).toEqual([
    ['crm.plan', 'crm-csv.plan'],
    ['crm.plan', 'crm-csv.plan'],
    ['crm-csv.plan'],
    ['crm.arr'],
  ]);
});
