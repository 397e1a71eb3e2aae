import { expect, test } from 'vitest';
import { bySource } from './sources';

test('attributes are grouped by the integration that fills them, those without a value last', () => {
  const attribute = (integration: string, name: string) => ({
    integration,
    name,
    type: 'string' as const,
    path: name,
    field: `${integration}.${name}`,
  });
  const sources = bySource(
    [attribute('crm', 'a'), attribute('crm', 'b'), attribute('billing', 'a')],
    [
      { key: 'crm', name: 'CRM' },
      { key: 'files', name: 'Files' },
      { key: 'billing', name: 'Billing' },
    ],
    [
      {
        integration: 'crm',
        name: 'b',
        type: 'string',
        value: '',
        updatedAt: '2026-01-01T00:00:00Z',
      },
    ],
  );
  expect(sources.map(({ name }) => name)).toEqual(['CRM', 'Billing']);
  expect(sources[0]!.attributes).toEqual([
    { name: 'b', type: 'string', value: '', updatedAt: '2026-01-01T00:00:00Z' },
    { name: 'a', type: 'string', value: null, updatedAt: null },
  ]);
  expect(sources[1]!.attributes[0]).toMatchObject({ value: null });
});
