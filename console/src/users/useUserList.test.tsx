import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import { useState, type ReactNode } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { api } from '../shared/api';
import { createQueryClient } from '../shared/queries';
import { known, NOTHING, pagesBetween, useUserList } from './useUserList';

/** Pages by cursor: the numbers of their users, and what follows. */
type Pages = Record<string, [users: number[], next: string | null]>;

const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
});

/** What the server may answer, also what it seldom does: short pages, empty ones, one that fails. */
function serve(pages: Pages, failing = new Set<string>()) {
  vi.spyOn(api, 'POST').mockImplementation(((_: string, sent: { body: { cursor?: string } }) => {
    const { cursor = '' } = sent.body;
    asked.push(cursor);
    if (failing.has(cursor)) {
      const error = { type: 'x/busy', title: 'Busy', status: 400, detail: 'Not now.' };
      return Promise.resolve({ error, response: new Response(null, { status: 400 }) });
    }
    const [users, nextCursor] = pages[cursor]!;
    const items = users.map((at) => ({
      id: `u${at}`,
      firstSeen: null,
      lastSeen: null,
      sessions: 0,
      pageLoads: 0,
      activeDays: 0,
      attributes: [],
    }));
    return Promise.resolve({ data: { items, nextCursor }, response: new Response() });
  }) as never);
}

function show(first: number, last: number) {
  const client = createQueryClient();
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={client}>{children}</QueryClientProvider>
  );
  return renderHook(
    (looking: { first: number; last: number }) => {
      const [list, setList] = useState(NOTHING);
      const users = useUserList('shop', 'production', {}, [list, setList], {
        ...looking,
        also: 20,
        most: 10_000,
      });
      return { list, users };
    },
    { wrapper, initialProps: { first, last } },
  );
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

test('it is asked on through short and empty pages until enough are there', async () => {
  serve({
    '': [[], 'a'],
    a: [[0], 'b'],
    b: [[], 'c'],
    c: [range(1, 90), 'd'],
    d: [range(90, 190), null],
  });
  const { result } = show(0, 10);
  await waitFor(() => expect(result.current.list.rows).toBe(90));
  await waitFor(() => expect(result.current.users.at(1)?.id).toBe('u1'));
  expect(asked).toEqual(['', 'a', 'b', 'c']);
  expect(result.current.list.next).toBe('d');
});

test('while all pages are empty it says so, and at the end that there is nobody', async () => {
  serve({ '': [[], 'a'], a: [[], 'b'], b: [[], null] });
  const { result } = show(0, 10);
  await waitFor(() => expect(result.current.list.next).toBeNull());
  expect(result.current.list).toMatchObject({ rows: 0, emptyPages: 3 });
});

test('scrolled far away, the pages of before are let go of and found again', async () => {
  const pages: Pages = {};
  range(0, 10).forEach((page) => {
    pages[page === 0 ? '' : `c${page}`] = [
      range(page * 100, page * 100 + 100),
      page === 9 ? null : `c${page + 1}`,
    ];
  });
  serve(pages);
  const { result, rerender } = show(0, 10);
  for (let at = 0; at < 1_000; at += 50) {
    await waitFor(() => expect(result.current.users.at(at)?.id).toBe(`u${at}`));
    rerender({ first: at, last: at + 50 });
  }
  await waitFor(() => expect(result.current.list.next).toBeNull());
  await waitFor(() => expect(result.current.users.at(990)?.id).toBe('u990'));
  expect(result.current.users.at(150)).toBeUndefined();
  // The page with the row that has the focus stays.
  expect(result.current.users.at(20)?.id).toBe('u20');
  rerender({ first: 150, last: 160 });
  await waitFor(() => expect(result.current.users.at(157)?.id).toBe('u157'));
});

test('a page that fails is said, and can be tried again', async () => {
  const failing = new Set(['a']);
  serve({ '': [range(0, 10), 'a'], a: [range(10, 20), null] }, failing);
  const { result } = show(0, 5);
  await waitFor(() => expect(result.current.users.error).not.toBeNull());
  expect(result.current.list.rows).toBe(10);
  failing.clear();
  act(() => result.current.users.retry());
  await waitFor(() => expect(result.current.list.rows).toBe(20));
  expect(result.current.users.error).toBeNull();
});

test('rows are found in their pages', () => {
  const list = [100, 0, 30, 100].reduce((list, rows, at) => known(list, rows, `c${at}`), NOTHING);
  expect(list.marks.map(({ from }) => from)).toEqual([0, 100, 130]);
  const between = (first: number, last: number) =>
    pagesBetween(list.marks, first, last).map(({ from }) => from);
  expect(between(0, 99)).toEqual([0]);
  expect(between(99, 100)).toEqual([0, 100]);
  expect(between(100, 129)).toEqual([100]);
  expect(between(110, 140)).toEqual([100, 130]);
  expect(between(500, 600)).toEqual([]);
});
