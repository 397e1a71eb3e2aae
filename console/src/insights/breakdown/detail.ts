import type { RuleField } from '../../conditions/fields';
import type { BreakdownRequest } from '../../shared/contract';

export const TOPS = [10, 20, 50, 100, 200, 500, 1000];
export const RANGES = [5, 10, 20, 50, 100];

/** What can be chosen; where nobody chose, with the interval that was found to suit. */
export const intervals = (suited: BreakdownRequest['interval'] | null) => [
  { value: '', label: suited ? `As it suits: ${suited}s` : 'As it suits the dates' },
  { value: 'day', label: 'Days' },
  { value: 'week', label: 'Weeks' },
  { value: 'month', label: 'Months' },
];

const DEFAULT = 20;
export const SPLIT_MAX = 4;

/** How users are broken down, as the address says it. */
export interface Detail {
  /** The field, as conditions name it. */
  by: string;
  interval: BreakdownRequest['interval'] | null;
  /** How many values at most. */
  top: number;
  /** How many ranges at most. */
  ranges: number;
  /** Keys of segments. */
  split: string[];
}

/**
 * Reads it off the address; what is not there or cannot be is as it is at first.
 *
 * @param first the field by which it begins
 */
export function readDetail(search: URLSearchParams, first: string): Detail {
  const interval = search.get('interval');
  return {
    by: search.get('by') ?? first,
    interval: interval === 'day' || interval === 'week' || interval === 'month' ? interval : null,
    top: among(search.get('top'), TOPS),
    ranges: among(search.get('ranges'), RANGES),
    split: [...new Set((search.get('split') ?? '').split(',').filter(Boolean))].slice(0, SPLIT_MAX),
  };
}

const among = (text: string | null, allowed: number[]): number =>
  allowed.find((one) => String(one) === text) ?? DEFAULT;

/** So many values can be told apart in a chart; a number of a customer has one for each. */
const FEW = 20;

/** The field by which it begins; or, as long as that is not known, one of which the values have to be counted. */
export type FirstField = { name: string; asks: null } | { name: null; asks: string };

/** No more are asked for the sake of a beginning. */
const ASKED_MAX = 6;

/**
 * A field that says something: the first that has a few values, rather than one for each user.
 *
 * @param known how many values a field has; nothing where that is not known yet, null where it cannot be
 */
export function firstField(fields: RuleField[], known: Map<string, number | null>): FirstField {
  const likely = fields
    .filter(({ type }) => type === 'boolean' || type === 'string')
    .slice(0, ASKED_MAX);
  for (const { name, type } of likely) {
    if (type === 'boolean') return { name, asks: null };
    const values = known.get(name);
    if (values === undefined) return { name: null, asks: name };
    if (values !== null && values > 1 && values <= FEW) return { name, asks: null };
  }
  const fewest = likely
    .filter(({ name }) => (known.get(name) ?? 0) > 1)
    .toSorted((a, b) => known.get(a.name)! - known.get(b.name)!);
  return { name: (fewest[0] ?? likely[0] ?? fields[0])?.name ?? '', asks: null };
}

/** How many values there are to be when more are asked for; null where there are no more to have. */
export const nextTop = (top: number): number | null => TOPS.find((one) => one > top) ?? null;
