import { expect, test } from 'vitest';
import { asMapped, asSetUp, fieldsOf, namesakesOf } from './fields';

const attribute = (integration: string, name: string) => ({
  integration,
  name,
  type: 'string' as const,
  path: name,
  field: `${integration}.${name}`,
});
const set = [
  { key: 'billing', name: 'Billing', createdAt: '2026-02-01T00:00:00Z' },
  { key: 'crm', name: 'CRM', createdAt: '2026-01-01T00:00:00Z' },
];
// As the API gives them: by the integrations' keys, of each as it was mapped.
const attributes = [
  attribute('billing', 'status'),
  attribute('crm', 'plan'),
  attribute('crm', 'arr'),
];

test('what was set up and mapped first is offered first', () => {
  const fields = fieldsOf(attributes, asSetUp(set), false);
  expect(fields.slice(0, 3).map(({ title }) => title)).toEqual([
    'CRM: plan',
    'CRM: arr',
    'Billing: status',
  ]);
});

test('an attribute whose integration is not known any more comes last, by its key', () => {
  const fields = fieldsOf([attribute('gone', 'x'), attribute('crm', 'plan')], set, false);
  expect(fields.slice(0, 2).map(({ title }) => title)).toEqual(['CRM: plan', 'gone: x']);
});

test('what a user has is shown in the same order', () => {
  const has = (integration: string, name: string) => ({
    integration,
    name,
    type: 'string' as const,
    value: 'x',
    updatedAt: '2026-01-01T00:00:00Z',
  });
  const user = {
    id: 'ann',
    firstSeen: null,
    lastSeen: null,
    sessions: 0,
    pageLoads: 0,
    activeDays: 0,
    attributes: [has('billing', 'status'), has('crm', 'arr'), has('crm', 'plan')],
  };
  expect(asMapped(user, fieldsOf(attributes, asSetUp(set), false)).map(({ name }) => name)).toEqual(
    ['plan', 'arr', 'status'],
  );
});

test('attributes of the same name and type in other integrations are namesakes', () => {
  const fields = fieldsOf(
    [
      attribute('crm', 'plan'),
      attribute('file', 'plan'),
      { ...attribute('billing', 'plan'), type: 'number' },
      attribute('file', 'id'),
    ],
    set,
    true,
  );
  const namesakes = (name: string) =>
    namesakesOf(
      fields.find((field) => field.name === name)!,
      fields,
    ).map((field) => field.name);
  expect(namesakes('crm.plan')).toEqual(['file.plan']);
  expect(namesakes('file.plan')).toEqual(['crm.plan']);
  expect(namesakes('billing.plan')).toEqual([]);
  expect(namesakes('user.id')).toEqual([]);
});
