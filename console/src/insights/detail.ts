import type { RuleField } from '../conditions/fields';
import type { BreakdownRequest } from '../shared/contract';

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

/** Reads it off the address; what is not there or cannot be is as it is at first. */
export function readDetail(search: URLSearchParams, fields: RuleField[]): Detail {
  const interval = search.get('interval');
  return {
    by: search.get('by') ?? firstField(fields),
    interval: interval === 'day' || interval === 'week' || interval === 'month' ? interval : null,
    top: among(search.get('top'), TOPS),
    ranges: among(search.get('ranges'), RANGES),
    split: [...new Set((search.get('split') ?? '').split(',').filter(Boolean))].slice(0, SPLIT_MAX),
  };
}

const among = (text: string | null, allowed: number[]): number =>
  allowed.find((one) => String(one) === text) ?? DEFAULT;

/** A field that is likely to say something: one of few values rather than a name. */
function firstField(fields: RuleField[]): string {
  const likely = fields.find(({ type }) => type === 'boolean' || type === 'string') ?? fields[0];
  return likely?.name ?? '';
}

/** How many values there are to be when more are asked for; null where there are no more to have. */
export const nextTop = (top: number): number | null => TOPS.find((one) => one > top) ?? null;
