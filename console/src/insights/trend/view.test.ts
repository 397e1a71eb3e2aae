import { expect, test } from 'vitest';
import { readView, requestOf } from './view';

const read = (text: string) => readView(new URLSearchParams(text));

test('what is shown is read off the address, and what cannot be is as at first', () => {
  expect(read('')).toEqual({
    figure: 'activeUsers',
    segment: null,
    interval: null,
    split: [],
    by: null,
    compared: false,
  });
  expect(read('figure=sessions&interval=week&split=a,b&compare=before')).toEqual({
    figure: 'sessions',
    segment: null,
    interval: 'week',
    split: ['a', 'b'],
    by: null,
    compared: true,
  });
  expect(read('figure=x&interval=year&by=crm.plan&split=a')).toMatchObject({
    figure: 'activeUsers',
    interval: null,
    split: [],
    by: 'crm.plan',
  });
});

test('a size is of a segment, of all users', () => {
  const view = read('figure=segmentSize&segment=vip&split=pros&by=crm.plan');
  expect(view).toMatchObject({ segment: 'vip', split: ['pros'], by: null });
  const condition = { field: 'crm.plan', operator: '=', value: 'pro' } as const;
  expect(requestOf(view, { condition, period: { days: 7 } })).toEqual({
    figure: 'segmentSize',
    segment: 'vip',
    period: { days: 7 },
    split: ['pros'],
  });
  expect(read('figure=sessions&segment=vip').segment).toBeNull();
});

test('only what was chosen is sent', () => {
  const about = { period: { days: 7 } };
  expect(requestOf(read(''), about)).toEqual({ figure: 'activeUsers', period: { days: 7 } });
  expect(requestOf(read('by=crm.plan&interval=day'), about)).toEqual({
    figure: 'activeUsers',
    period: { days: 7 },
    interval: 'day',
    by: 'crm.plan',
  });
});
