import { expect, test } from 'vitest';
import type { Group } from '../shared/contract';
import { groupLabel, groupRules } from './groups';

const ZONE = 'Europe/Berlin';
const DAY: Group = { from: '2026-05-14T22:00:00Z', to: '2026-05-15T22:00:00Z' };
const WEEK: Group = { from: '2026-05-03T22:00:00Z', to: '2026-05-10T22:00:00Z' };
const MONTH: Group = { from: '2026-04-30T22:00:00Z', to: '2026-05-31T22:00:00Z' };

test.each([
  [{ value: 'pro' }, 'string', 'pro'],
  [{ value: '' }, 'string', '(empty text)'],
  [{ value: true }, 'boolean', 'yes'],
  [{ from: 0, to: 2500 }, 'number', '0 – 2,500'],
  [DAY, 'date', '15 May 2026'],
  [WEEK, 'date', '4 – 10 May 2026'],
  [MONTH, 'date', 'May 2026'],
  [{ rest: 'missing' }, 'string', 'No value'],
  [{ rest: 'other' }, 'string', 'Other'],
] as const)('a group is called by what its users have: %o', (group, type, label) => {
  expect(groupLabel(group, type, ZONE)).toBe(label);
});

const rules = (group: Group, type: Parameters<typeof groupRules>[2], all: Group[] = [group]) =>
  groupRules(group, 'crm.x', type, all, ZONE);

test('a group has rules that hold for just its users', () => {
  expect(rules({ value: 'pro' }, 'string')).toEqual([
    { field: 'crm.x', operator: '=', value: 'pro' },
  ]);
  expect(rules({ value: 'vip' }, 'strings')).toEqual([
    { field: 'crm.x', operator: 'contains', value: 'vip' },
  ]);
  expect(rules({ from: 0, to: 10 }, 'number')).toEqual([
    { field: 'crm.x', operator: '>=', value: 0 },
    { field: 'crm.x', operator: '<', value: 10 },
  ]);
  expect(rules(DAY, 'date')).toEqual([{ field: 'crm.x', operator: '=', value: '2026-05-15' }]);
  expect(rules(WEEK, 'date')).toEqual([
    { field: 'crm.x', operator: 'between', value: ['2026-05-04', '2026-05-10'] },
  ]);
  expect(rules({ rest: 'missing' }, 'string')).toEqual([{ field: 'crm.x', operator: 'null' }]);
  expect(rules({ value: 'a'.repeat(5000) }, 'string')).toBeNull();
});

test('the rest is what has a value and is not listed', () => {
  const other: Group = { rest: 'other' };
  expect(rules(other, 'string', [{ value: 'a' }, { value: 'b' }, other])).toEqual([
    { field: 'crm.x', operator: 'notNull' },
    { field: 'crm.x', operator: 'notIn', value: ['a', 'b'] },
  ]);
  expect(rules(other, 'strings', [{ value: 'a' }, other])).toEqual([
    { field: 'crm.x', operator: 'notNull' },
    { field: 'crm.x', operator: 'doesNotContain', value: 'a' },
  ]);
  expect(rules(other, 'date', [WEEK, other])).toEqual([
    { field: 'crm.x', operator: '<', value: '2026-05-04' },
  ]);
  expect(rules(other, 'number', [{ from: 0, to: 1 }, other])).toBeNull();
});
