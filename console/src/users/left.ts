import type { Known } from './useUserList';

/** Where a list was when one went on to a user. */
interface Left {
  list: Known;
  active: number;
  offset: number;
}

let last: { place: string; left: Left } | undefined;

/** Keeps where a list is, for whoever comes back to it. */
export function leave(place: string, left: Left): void {
  last = { place, left };
}

/** Where the list was left, if it was the last one. */
export const left = (place: string): Left | undefined =>
  last?.place === place ? last.left : undefined;

/** Lists begin anew, as what they knew is no longer so. */
export function forgetLeft(): void {
  last = undefined;
}
