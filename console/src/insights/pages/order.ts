import type { Pages } from '../../shared/contract';

export type Order = 'users' | 'loads';

type Item = Pages['items'][number];

/** By what pages are ordered, as the address says it. */
export const orderOf = (search: URLSearchParams): Order =>
  search.get('order') === 'loads' ? 'loads' : 'users';

/** Most first. */
export const ordered = (items: Item[], order: Order): Item[] =>
  items.toSorted((a, b) => b[order] - a[order] || a.page.localeCompare(b.page));

/** How often a user loaded it: "3.4". */
export const perUser = (loads: number, users: number): string =>
  users === 0 ? '–' : (loads / users).toLocaleString('en', { maximumFractionDigits: 1 });

/** The table as the rows of a file. */
export function pagesRows(data: Pages, items: Item[]): (string | number)[][] {
  return [
    ['Page', 'Users', 'Share of users', 'Page loads'],
    ...[...items, ...(data.other ? [{ page: '(other pages)', ...data.other }] : [])].map(
      ({ page, users, loads }) => [
        page,
        users,
        data.users === 0 ? 0 : Math.round((1e4 * users) / data.users) / 1e4,
        loads,
      ],
    ),
  ];
}
