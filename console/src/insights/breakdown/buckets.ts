import { dayIn as dayOfZone } from '../../conditions/period';
import { instantOf } from '../../conditions/zone';
import { TEXT_CHARACTERS_MAX } from '../../conditions/value';
import type { Breakdown, ConditionRule } from '../../shared/contract';
import { yesOrNo } from '../../shared/value-words';

export type Bucket = Breakdown['buckets'][number];

const number = (value: unknown): string =>
  Number(value).toLocaleString('en', { maximumFractionDigits: 10 });

/** The day of a wall of the zone on which the instant lies: `2026-05-01`. */
export const dayIn = (instant: unknown, timeZone: string): string =>
  dayOfZone(timeZone, String(instant));

/** The first and the last day of a stretch of the calendar. */
const daysOf = ({ from, to }: Bucket, timeZone: string): [first: string, last: string] => [
  dayIn(from, timeZone),
  dayIn(new Date(instantOf(String(to)) - 1).toISOString(), timeZone),
];

const FORMATS = {
  full: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' }),
  short: new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
};
const said = (day: string, format: keyof typeof FORMATS): string =>
  FORMATS[format].format(new Date(day));

/** What a part of the users has: "pro", "0 – 100", "May 2026". */
export function labelOf(bucket: Bucket, breakdown: Breakdown, timeZone: string): string {
  switch (breakdown.kind) {
    case 'values':
      return bucket.value === '' ? '(empty text)' : textOf(bucket);
    case 'histogram':
      return `${number(bucket.from)} – ${number(bucket.to)}`;
    case 'time': {
      const [first, last] = daysOf(bucket, timeZone);
      switch (breakdown.interval) {
        case 'month':
          return said(first, 'month');
        case 'week':
          return `${said(first, first.slice(0, 4) === last.slice(0, 4) ? 'short' : 'full')} – ${said(last, 'full')}`;
        default:
          return said(first, 'full');
      }
    }
  }
}

const textOf = ({ value }: Bucket): string =>
  typeof value === 'boolean' ? yesOrNo(value) : String(value);

/** What of it fits below an axis. */
export function tickOf(bucket: Bucket, breakdown: Breakdown, timeZone: string): string {
  if (breakdown.kind !== 'time' || breakdown.interval === 'month') {
    return labelOf(bucket, breakdown, timeZone);
  }
  return said(daysOf(bucket, timeZone)[0], 'short');
}

/**
 * The rules that hold for just the users of a bucket; null where none can say it, since a text is
 * longer than what is compared.
 */
export function rulesOf(
  bucket: Bucket,
  { field, type, kind, interval }: Breakdown,
  timeZone: string,
): ConditionRule[] | null {
  switch (kind) {
    case 'values':
      if (String(bucket.value).length > TEXT_CHARACTERS_MAX) return null;
      return [{ field, operator: type === 'strings' ? 'contains' : '=', value: bucket.value }];
    case 'histogram':
      return [
        { field, operator: '>=', value: bucket.from },
        { field, operator: '<', value: bucket.to },
      ];
    case 'time': {
      const [first, last] = daysOf(bucket, timeZone);
      return interval === 'day'
        ? [{ field, operator: '=', value: first }]
        : [{ field, operator: 'between', value: [first, last] }];
    }
  }
}

/** The rule that holds for users without a value. */
export const missingRule = (field: string): ConditionRule => ({ field, operator: 'null' });

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
        return [dayIn(bucket.from, timeZone), dayIn(bucket.to, timeZone)];
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
