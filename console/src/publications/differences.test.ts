import { expect, test } from 'vitest';
import type { Condition } from '../shared/contract';
import { differences, without, writtenOut, type Definition } from './differences';

const plan = (value: string): Condition => ({ field: 'crm.plan', operator: '=', value });
const segment = (key: string, condition: Condition): Definition => ({
  key,
  name: key.toUpperCase(),
  description: '',
  condition,
  words: key,
});

test('what was added, changed and removed is told apart, and what is the same is left out', () => {
  const from = [
    segment('gone', plan('a')),
    segment('same', plan('b')),
    segment('new-form', plan('c')),
  ];
  const to = [
    segment('same', { combinator: 'and', not: false, rules: [plan('b')] }),
    segment('new-form', plan('d')),
    segment('come', plan('e')),
  ];
  expect(differences(from, to).map(({ segment, change }) => [segment, change])).toEqual([
    ['come', 'added'],
    ['gone', 'removed'],
    ['new-form', 'changed'],
  ]);
});

test('segments in conditions are written out as they were published together', () => {
  const definitions = [
    segment('pro', plan('pro')),
    segment('paying', { rules: [{ field: 'segment', operator: 'in', value: ['pro'] }] }),
  ];
  expect(writtenOut({ field: 'segment', operator: '!=', value: 'paying' }, definitions)).toEqual({
    combinator: 'or',
    not: true,
    rules: [{ rules: [{ combinator: 'or', rules: [plan('pro')] }] }],
  });
});

test('who enters is in the one and not in the other, and everybody may be either', () => {
  expect(without(plan('a'), plan('b'))).toEqual({
    combinator: 'and',
    rules: [plan('a'), { combinator: 'and', not: true, rules: [plan('b')] }],
  });
  expect(without(null, plan('b'))).toEqual({ field: 'user.id', operator: 'null' });
  expect(without({ rules: [] }, plan('b'))).toMatchObject({
    rules: [{ field: 'user.id', operator: 'notNull' }, { not: true }],
  });
});
