import type { SegmentSizes } from '../../shared/contract';
import { intervalsOf, pointOf } from '../intervals';

export type Sized = SegmentSizes['items'][number];

/** As many segments as are drawn at once, and as many as are drawn where nobody chose. */
export const DRAWN_MAX = 8;
const DRAWN = 5;

/** The largest first. */
export const bySize = (items: Sized[]): Sized[] =>
  items.toSorted((a, b) => (b.now ?? -1) - (a.now ?? -1) || a.name.localeCompare(b.name));

/** Keys that the address names in a part of it; null where it has none. */
export function keysOf(search: URLSearchParams, part: string, most: number): string[] | null {
  const text = search.get(part);
  return text === null ? null : [...new Set(text.split(',').filter(Boolean))].slice(0, most);
}

/** What is drawn where nobody chose. */
export const firstKeys = (items: Sized[], most = DRAWN): string[] =>
  bySize(items)
    .filter(({ now }) => now !== null)
    .slice(0, most)
    .map(({ segment }) => segment);

/** What is drawn: a day with nothing noted is a gap. */
export function sizeChart({ period }: SegmentSizes, items: Sized[]) {
  const days = intervalsOf(period, 'day');
  return {
    days,
    points: days.map(pointOf),
    series: items.map(({ name, sizes }) => {
      const known = new Map(sizes.map(({ date, users }) => [date, users]));
      return { name, values: days.map(({ from }) => known.get(from) ?? null) };
    }),
  };
}

/** By how much a segment grew in the period, since what was noted first; null where it was noted once or never. */
export const growth = ({ sizes }: Sized): number | null =>
  growthOf(sizes.map(({ users }) => users));

/** By how much sizes grew from the first that is known to the last; null where fewer than two are. */
export function growthOf(sizes: (number | null)[]): number | null {
  const known = sizes.filter((size) => size !== null);
  const [first, last] = [known[0], known.at(-1)];
  return first !== undefined && last !== undefined && known.length > 1 ? last - first : null;
}

/** With its sign: "+12", "−3". */
export const signed = (number: number): string =>
  number === 0 ? '0' : `${number > 0 ? '+' : '−'}${Math.abs(number).toLocaleString('en')}`;
