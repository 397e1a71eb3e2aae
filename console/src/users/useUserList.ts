import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ListedUser } from '../shared/contract';
import { usersQuery, type UserFilter } from './queries';

/** A page that was seen: where it begins in the list, and by which cursor it is found again. */
interface Mark {
  cursor: string;
  from: number;
  rows: number;
}

/** How far a list is known. */
export interface Known {
  marks: Mark[];
  rows: number;
  /** The cursor of what follows; null where that is all. */
  next: string | null;
  /** How many pages in a row had nobody in them. */
  emptyPages: number;
}

export const NOTHING: Known = { marks: [], rows: 0, next: '', emptyPages: 0 };

/** The list with one more page. Pages may be short, even empty, while others follow. */
export function known(before: Known, rows: number, next: string | null): Known {
  const mark = { cursor: before.next ?? '', from: before.rows, rows };
  return {
    marks: rows === 0 ? before.marks : [...before.marks, mark],
    rows: before.rows + rows,
    next,
    emptyPages: rows === 0 ? before.emptyPages + 1 : 0,
  };
}

/** Which of the pages have rows between two; both included. */
export function pagesBetween(marks: Mark[], first: number, last: number): Mark[] {
  let [low, high] = [0, marks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const { from, rows } = marks[middle]!;
    if (from + rows <= first) low = middle + 1;
    else high = middle;
  }
  const found: Mark[] = [];
  for (let at = low; at < marks.length && marks[at]!.from <= last; at++) found.push(marks[at]!);
  return found;
}

/** As soon as so few rows are below what is looked at, the next page is asked for. */
const AHEAD = 50;

/**
 * The rows of the list that are looked at. Only their pages are held: of the others the list keeps
 * where they begin, so that it may be as long as it likes. Each filter has a list of its own.
 */
export function useUserList(
  system: string,
  environment: string,
  filter: UserFilter,
  [list, setList]: [Known, (list: Known) => void],
  looking: {
    first: number;
    last: number;
    /** One more row that is held, wherever it is. */
    also: number;
    /** How many rows there may be. */
    most: number;
  },
) {
  const query = (cursor: string) => usersQuery(system, environment, filter, cursor);
  const pages = pagesBetween(list.marks, looking.first, looking.last);
  const [also] = pagesBetween(list.marks, looking.also, looking.also);
  if (also && !pages.includes(also)) pages.push(also);
  const held = useQueries({ queries: pages.map(({ cursor }) => query(cursor)) });
  const client = useQueryClient();
  const wants = ({ next, rows }: Known) =>
    next !== null && rows < looking.most && looking.last + AHEAD >= rows;
  let now = list;
  while (wants(now)) {
    const page = client.getQueryData(query(now.next ?? '').queryKey);
    if (!page) break;
    now = known(now, page.items.length, page.nextCursor);
  }
  if (now !== list) setList(now);
  const tail = useQuery({
    ...query(now.next ?? ''),
    enabled: wants(now),
    // Its data is read from the cache, above.
    notifyOnChangeProps: ['data', 'error'],
  });
  return {
    /** The user of a row; undefined while its page is on its way. */
    at: (row: number): ListedUser | undefined => {
      const page = pages.findIndex(({ from, rows }) => from <= row && row < from + rows);
      return held[page]?.data?.items[row - pages[page]!.from];
    },
    error: tail.error ?? held.find(({ error }) => error)?.error ?? null,
    retry: () => {
      if (tail.error) void tail.refetch();
      held.filter(({ error }) => error).forEach(({ refetch }) => void refetch());
    },
  };
}
