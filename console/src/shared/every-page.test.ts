import { expect, test } from 'vitest';
import { everyPage } from './every-page';

test('pages are read until there is no next one', async () => {
  const pages: Record<string, { items: number[]; nextCursor: string | null }> = {
    '': { items: [1, 2], nextCursor: 'b' },
    b: { items: [], nextCursor: 'c' },
    c: { items: [3], nextCursor: null },
  };
  const all = await everyPage(({ cursor }) => Promise.resolve(pages[cursor ?? '']!));
  expect(all).toEqual([1, 2, 3]);
});

test('a list without an end is given up', async () => {
  const endless = everyPage(() => Promise.resolve({ items: [1], nextCursor: 'again' }));
  await expect(endless).rejects.toThrow('longer than 40 pages');
});
