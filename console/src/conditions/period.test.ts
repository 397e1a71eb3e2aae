import { expect, test } from 'vitest';
import { daysOf, plusDays, rangeFault, rangeWords, readPeriod, whenWords } from './period';

test('periods are read off an address, and what is none is told from none at all', () => {
  expect(readPeriod(null)?.request).toEqual({ days: 30 });
  expect(readPeriod('today')?.request).toEqual({ days: 1 });
  expect(readPeriod('90d')?.request).toEqual({ days: 90 });
  expect(readPeriod('2026-05-01..2026-05-31')?.request).toEqual({
    from: '2026-05-01',
    to: '2026-05-31',
  });
  for (const wrong of [
    '',
    '31d',
    '2026-05-01',
    '2026-05-02..2026-05-01',
    '2026-02-30..2026-03-01',
    'a..b..c',
  ]) {
    expect(readPeriod(wrong), wrong).toBeNull();
  }
});

test('days are counted with both ends', () => {
  expect(rangeFault('2026-05-01', '2026-05-01')).toBeNull();
  expect(rangeFault('2024-01-01', plusDays('2024-01-01', 799))).toBeNull();
  expect(rangeFault('2024-01-01', plusDays('2024-01-01', 800))).toBe('Choose at most 800 days.');
  const { from, to } = daysOf({ days: 7 }, 'Europe/Berlin');
  expect(plusDays(from, 6)).toBe(to);
});

test('days are said as people say them', () => {
  expect(rangeWords({ from: '2026-05-03', to: '2026-05-03' })).toBe('3 May 2026');
  expect(rangeWords({ from: '2026-05-01', to: '2026-05-31' })).toBe('1 – 31 May 2026');
  expect(rangeWords({ from: '2026-04-28', to: '2026-05-03' })).toBe('28 Apr – 3 May 2026');
  expect(rangeWords({ from: '2025-12-29', to: '2026-01-04' })).toBe('29 Dec 2025 – 4 Jan 2026');
  expect(whenWords({ days: 1 })).toBe('today');
  expect(whenWords({ days: 30 })).toBe('in the last 30 days');
  expect(whenWords({ from: '2026-05-03', to: '2026-05-03' })).toBe('on 3 May 2026');
  expect(whenWords({ from: '2026-05-01', to: '2026-05-31' })).toBe(
    'from 1 May 2026 to 31 May 2026',
  );
});
