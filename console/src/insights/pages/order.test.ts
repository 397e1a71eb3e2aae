import { expect, test } from 'vitest';
import { ordered, orderOf, pagesRows, perUser } from './order';

const ITEMS = [
  { page: '/b', users: 2, loads: 30 },
  { page: '/a', users: 2, loads: 3 },
  { page: '/c', users: 9, loads: 9 },
];
const names = (order: 'users' | 'loads') => ordered(ITEMS, order).map(({ page }) => page);

test('pages are ordered by users or by page loads, then by name', () => {
  expect(names('users')).toEqual(['/c', '/a', '/b']);
  expect(names('loads')).toEqual(['/b', '/c', '/a']);
  expect(orderOf(new URLSearchParams('order=loads'))).toBe('loads');
  expect(orderOf(new URLSearchParams('order=else'))).toBe('users');
});

test('the file has all, those without a name last', () => {
  const data = {
    period: { from: '2026-05-01', to: '2026-05-30' },
    users: 10,
    loads: 50,
    pages: 3,
    items: ITEMS,
    other: { users: 1, loads: 8 },
  };
  expect(pagesRows(data, ordered(ITEMS, 'users')).slice(1)).toEqual([
    ['/c', 9, 0.9, 9],
    ['/a', 2, 0.2, 3],
    ['/b', 2, 0.2, 30],
    ['(other pages)', 1, 0.1, 8],
  ]);
  expect([perUser(10, 3), perUser(0, 0)]).toEqual(['3.3', '–']);
});
