import type { Breakdown } from '../../shared/contract';
import { dayIn } from '../../conditions/period';
import type { Bucket } from './buckets';

type Interval = NonNullable<Breakdown['interval']>;

/** As much of a chart's width an interval needs to be told from the next. */
const PIXELS_MIN = 14;
/** As many intervals are told apart on any screen. */
const INTERVALS_MIN = 12;

const ORDER: Interval[] = ['day', 'week', 'month'];

/**
 * The interval by which dates are best looked at, where nobody has chosen one: the finest that fits
 * into the width and does not leave more than half of the intervals empty.
 *
 * @param breakdown by the finest interval that the server would take
 */
export function suitedInterval(
  { interval, buckets }: Breakdown,
  width: number,
  timeZone: string,
): Interval {
  const finest = interval ?? 'month';
  const fitting = Math.max(INTERVALS_MIN, Math.floor(width / PIXELS_MIN));
  const suits = (one: Interval): boolean => {
    const users = usersBy(buckets, finest, one, timeZone);
    return users.length <= fitting && users.filter((some) => some > 0).length * 2 >= users.length;
  };
  return ORDER.slice(ORDER.indexOf(finest)).find(suits) ?? 'month';
}

/** How many users each interval would have, in about; of intervals that are left out nothing is known. */
function usersBy(buckets: Bucket[], from: Interval, to: Interval, timeZone: string): number[] {
  if (from === to) return buckets.map(({ users }) => users);
  const found = new Map<string, number>();
  buckets.forEach((bucket, at) => {
    const key =
      to === 'week' ? String(Math.floor(at / 7)) : dayIn(timeZone, String(bucket.from)).slice(0, 7);
    found.set(key, (found.get(key) ?? 0) + bucket.users);
  });
  return [...found.values()];
}
