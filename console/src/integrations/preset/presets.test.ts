// @vitest-environment jsdom
import { expect, test } from 'vitest';
import type { Preset } from '../../shared/contract';
import { isFound, kindsTaken, receivingWith } from './presets';

const preset: Preset = {
  key: 'billing',
  name: 'Billing Inc.',
  sends: 'Subscriptions and their customers.',
  identifiers: [{ path: 'email', about: 'the e-mail address' }],
  properties: [],
  receiving: {
    preset: 'billing',
    deliveryId: { path: 'id' },
    events: { path: 'type', take: ['customer.updated'] },
  },
  kinds: [
    { kind: 'customer.updated', about: 'changed' },
    { kind: 'customer.deleted', about: 'removed' },
  ],
  secret: { from: 'none', where: '' },
  sample: { contentType: 'application/json', headers: {}, text: '{}', payload: {} },
  steps: [],
};

test('the kinds that are ticked are taken, at the place where the sender says them', () => {
  expect(kindsTaken(preset)).toEqual(['customer.updated']);
  expect(receivingWith(preset, ['customer.deleted']).events).toEqual({
    path: 'type',
    take: ['customer.deleted'],
  });
  expect(receivingWith(preset, ['customer.deleted']).deliveryId).toEqual({ path: 'id' });
});

test('where no kind is ticked all are taken', () => {
  expect(receivingWith(preset, [])).toEqual({ preset: 'billing', deliveryId: { path: 'id' } });
});

test('a sender is found by parts of its name and of what it sends, in any case and order', () => {
  expect(isFound('billing', preset)).toBe(true);
  expect(isFound('CUSTOMERS bill', preset)).toBe(true);
  expect(isFound('', preset)).toBe(true);
  expect(isFound('crm', preset)).toBe(false);
});
