import { expect, test } from 'vitest';
import type { Integration, Property } from '../shared/contract';
import {
  accountOf,
  begun,
  changesNothing,
  draftOf,
  draftProperty,
  flawsOf,
  proposeName,
  rebased,
  withKnown,
} from './mapping';

const PLAN: Property = { path: 'customer.plan', name: 'plan', type: 'string' };
const ARR: Property = { path: 'customer.arr', name: 'arr', type: 'number' };

const crm = (properties: Property[]): Integration => ({
  key: 'crm',
  name: 'CRM',
  kind: 'api',
  identifier: 'customer.email',
  properties,
  keepRejected: true,
  version: 1,
  createdAt: '2026-05-01T10:00:00Z',
});

const account = (before: Property[], after: Property[], identifier = 'customer.email') =>
  accountOf(crm(before), { identifier, properties: after.map(draftProperty) });

test.each([
  ['customer.plan', [], 'plan'],
  ['customer.plan', ['plan'], 'customer.plan'],
  ['items.0', [], 'items.0'],
  ['items.0.price', ['price'], 'items.0.price'],
  ['plan', ['plan'], 'plan 2'],
])('the name proposed for %o where %o are taken is %o', (path, taken, name) =>
  expect(proposeName(path, taken)).toBe(name),
);

test('a mapping that was not changed changes nothing', () =>
  expect(changesNothing(accountOf(crm([PLAN, ARR]), draftOf(crm([PLAN, ARR]))))).toBe(true));

test('another path under the same name and type keeps the values', () => {
  const { moved, erased } = account([PLAN], [{ ...PLAN, path: 'plan' }]);
  expect(moved).toEqual([{ before: PLAN, after: { ...PLAN, path: 'plan' } }]);
  expect(erased).toEqual([]);
});

test('another name for the same path and type keeps the values', () => {
  const { renamed, erased, added } = account([PLAN], [{ ...PLAN, name: 'tariff' }]);
  expect(renamed).toEqual([{ before: PLAN, after: { ...PLAN, name: 'tariff' } }]);
  expect([erased, added]).toEqual([[], []]);
});

test('another type erases the values, and so does what is not listed any more', () => {
  const text: Property = { ...ARR, type: 'string' };
  const { erased, added } = account([PLAN, ARR], [text]);
  expect(erased).toEqual([
    { before: PLAN, after: null },
    { before: ARR, after: text },
  ]);
  expect(added).toEqual([]);
});

test('names that change places keep their names, and so each its values', () => {
  const { moved, renamed, erased } = account(
    [PLAN, { ...PLAN, path: 'old', name: 'old' }],
    [
      { ...PLAN, path: 'old' },
      { ...PLAN, name: 'old' },
    ],
  );
  expect(moved).toHaveLength(2);
  expect([renamed, erased]).toEqual([[], []]);
});

test('another identifier is said', () =>
  expect(account([PLAN], [PLAN], 'id').identifier).toEqual({
    before: 'customer.email',
    after: 'id',
  }));

test('two of one name, and the same path twice with one type, are said where they are', () => {
  const properties = [PLAN, { ...ARR, name: 'plan' }, { ...PLAN, name: 'tariff' }].map(
    draftProperty,
  );
  const flaws = flawsOf(properties);
  expect(flaws.get(properties[0]?.id ?? '')).toBeUndefined();
  expect(flaws.get(properties[1]?.id ?? '')?.name).toMatch(/Already the name of customer.plan/);
  expect(flaws.get(properties[2]?.id ?? '')?.path).toMatch(/Already kept as plan/);
});

test('one path may be read as two types', () =>
  expect(
    flawsOf([PLAN, { ...PLAN, name: 'is pro', type: 'boolean' as const }].map(draftProperty)).size,
  ).toBe(0));

test('a draft stays the change of its own base where someone else changed the mapping', () => {
  const held = begun(crm([PLAN]));
  held.draft.properties.push(draftProperty(ARR));
  const latest = { ...crm([]), version: 2 };
  expect(rebased(held, latest)).toBe(held);
});

test('a draft is carried over where only the name was changed', () => {
  const held = begun(crm([PLAN]));
  held.draft.properties.push(draftProperty(ARR));
  const now = rebased(held, { ...crm([PLAN]), name: 'Customers', version: 2 });
  expect(now.base.version).toBe(2);
  expect(now.draft).toBe(held.draft);
});

test('where nothing was drafted, one begins with what someone else saved', () => {
  const now = rebased(begun(crm([PLAN])), { ...crm([PLAN, ARR]), version: 2 });
  expect(now.base.version).toBe(2);
  expect(now.draft.properties.map(({ name }) => name)).toEqual(['plan', 'arr']);
});

test('what is known of a sender is added once, under names that are free', () => {
  const draft = { identifier: 'email', properties: [draftProperty(PLAN)] };
  const more = withKnown(draft, [
    PLAN,
    { path: 'data.plan', name: PLAN.name, type: 'string' },
    { path: 'data.seats', name: 'seats', type: 'number' },
  ]);
  expect(more.properties.map(({ path, name }) => [path, name])).toEqual([
    [PLAN.path, PLAN.name],
    ['data.plan', expect.not.stringMatching(`^${PLAN.name}$`)],
    ['data.seats', 'seats'],
  ]);
  expect(draft.properties).toHaveLength(1);
});
