import { expect, test } from 'vitest';
import { intervalsOf, pointOf } from './intervals';

test('a period is taken apart as the server does it', () => {
  // 1 May 2026 is a Friday.
  expect(intervalsOf({ from: '2026-05-01', to: '2026-05-12' }, 'week')).toEqual([
    { from: '2026-05-01', to: '2026-05-03' },
    { from: '2026-05-04', to: '2026-05-10' },
    { from: '2026-05-11', to: '2026-05-12' },
  ]);
  expect(intervalsOf({ from: '2026-01-31', to: '2026-03-01' }, 'month')).toEqual([
    { from: '2026-01-31', to: '2026-01-31' },
    { from: '2026-02-01', to: '2026-02-28' },
    { from: '2026-03-01', to: '2026-03-01' },
  ]);
  expect(intervalsOf({ from: '2026-02-27', to: '2026-03-02' }, 'day')).toHaveLength(4);
  expect(intervalsOf({ from: '2026-05-03', to: '2026-05-03' }, 'week')).toHaveLength(1);
});

test('stretches are said by their month, their days or their day', () => {
  expect(pointOf({ from: '2026-05-01', to: '2026-05-31' })).toEqual({
    label: 'May 2026',
    tick: 'May 2026',
  });
  expect(pointOf({ from: '2026-05-02', to: '2026-05-31' })).toEqual({
    label: '2 – 31 May 2026',
    tick: '2 May',
  });
  expect(pointOf({ from: '2026-05-03', to: '2026-05-03' })).toEqual({
    label: '3 May 2026',
    tick: '3 May',
  });
});
