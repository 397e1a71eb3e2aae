import { dayIn } from '../../conditions/period';
import type { Breakdown } from '../../shared/contract';
import { yesOrNo } from '../../shared/value-words';
import { daysOf, groupLabel } from '../groups';
import { stretchTick } from '../intervals';

export type Bucket = Breakdown['buckets'][number];

const textOf = ({ value }: Bucket): string =>
  typeof value === 'boolean' ? yesOrNo(value) : String(value);

/** What of a part of the users fits below an axis. */
export const tickOf = (bucket: Bucket, { kind, type }: Breakdown, timeZone: string): string =>
  kind === 'time' ? stretchTick(daysOf(bucket, timeZone)) : groupLabel(bucket, type, timeZone);

/** The breakdown as the rows of a table, with what has no value and what is not listed. */
export function rowsOf(
  breakdown: Breakdown,
  title: string,
  segments: { key: string; name: string }[],
  timeZone: string,
): (string | number)[][] {
  const { kind, matching, missing, other, type } = breakdown;
  const heads = kind === 'values' ? [title] : [`${title}, from`, `${title}, to (not included)`];
  const filled = (label: string, users: number) => [
    ...[label, ...heads.slice(1).map(() => '')],
    users,
    shareOf(users, matching),
    ...segments.map(() => ''),
  ];
  const content = (bucket: Bucket): (string | number)[] => {
    switch (kind) {
      case 'values':
        return [textOf(bucket)];
      case 'histogram':
        return [Number(bucket.from), Number(bucket.to)];
      case 'time':
        return [dayIn(timeZone, String(bucket.from)), dayIn(timeZone, String(bucket.to))];
    }
  };
  return [
    [...heads, 'Users', 'Share of matching users', ...segments.map(({ name }) => `In ${name}`)],
    ...breakdown.buckets.map((bucket) => [
      ...content(bucket),
      bucket.users,
      shareOf(bucket.users, matching),
      ...segments.map(({ key }) => bucket.split?.[key] ?? 0),
    ]),
    ...(other > 0 ? [filled(type === 'strings' ? OTHER_LISTED : '(other values)', other)] : []),
    ...(missing > 0 ? [filled('(no value)', missing)] : []),
  ];
}

const OTHER_LISTED = '(other values, counted once each)';

const shareOf = (users: number, matching: number): number =>
  matching === 0 ? 0 : Math.round((1e4 * users) / matching) / 1e4;
