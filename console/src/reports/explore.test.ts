import { expect, test } from 'vitest';
import type { Report } from '../shared/contract';
import { exploredAt } from './explore';

const report = (view: Report['view'], query: object, more: object = {}) =>
  exploredAt({ view, query, display: {}, ...more } as unknown as Report);

test('a report is looked at where it was saved', () => {
  const display = { page: 'insights/pages', search: '?period=7d' };
  expect(report('trend', {}, { display })).toEqual(display);
});

test('one that was made by the API is looked at where its view is, as it asks', () => {
  expect(
    report(
      'trend',
      { figure: 'sessions', split: ['a', 'b'], period: { days: 7 } },
      { filter: 'pro' },
    ),
  ).toEqual({
    page: 'insights/trend',
    search: '?filter=pro&period=7d&figure=sessions&split=a%2Cb',
  });
  expect(report('summary', { field: 'crm.arr', by: 'crm.plan' })).toEqual({
    page: 'insights/breakdown',
    search: '?show=numbers&of=crm.arr&group=crm.plan',
  });
  expect(
    report('users', { among: [{ kind: 'new' }], period: { from: '2026-05-01', to: '2026-05-03' } }),
  ).toEqual({
    page: 'insights/users',
    search: '?period=2026-05-01..2026-05-03&among=%5B%7B%22kind%22%3A%22new%22%7D%5D',
  });
  expect(report('overview', {})).toEqual({ page: 'insights', search: '' });
});
