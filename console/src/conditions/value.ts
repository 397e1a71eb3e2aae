import type { Shape } from './operators';

/** A stretch of time: 30 days. From now where a moment is asked, negative in the past. */
export interface Period {
  amount: number;
  unit: PeriodUnit;
}

export const PERIOD_UNITS = ['minutes', 'hours', 'days', 'weeks', 'months'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

export const PERIOD_MAX = 1_000_000;
export const TEXT_CHARACTERS_MAX = 1_024;
export const PATTERN_CHARACTERS_MAX = 500;
export const VALUES_MAX = 1_000;

export const isPeriod = (value: unknown): value is Period =>
  typeof value === 'object' &&
  value !== null &&
  'amount' in value &&
  Number.isInteger(value.amount) &&
  'unit' in value &&
  PERIOD_UNITS.includes(value.unit as PeriodUnit);

/** What a rule whose value has the shape begins with; null where someone has to say it. */
export function firstValue(shape: Shape): unknown {
  switch (shape) {
    case 'boolean':
      return true;
    case 'period':
      return { amount: 30, unit: 'days' };
    default:
      return null;
  }
}

const LISTS: Partial<Record<Shape, Shape>> = {
  texts: 'text',
  numbers: 'number',
  segments: 'segment',
};
const single = (shape: Shape): Shape => (shape === 'pattern' ? 'text' : (LISTS[shape] ?? shape));

/** What becomes of a value when the operator changes to one of another shape: kept where it can be. */
export function converted(value: unknown, from: Shape, to: Shape): unknown {
  if (from === to) return value;
  if (single(from) === single(to)) {
    if (to in LISTS) return value === null || value === undefined ? null : [value].flat();
    return Array.isArray(value) ? ((value as unknown[])[0] ?? null) : value;
  }
  if (from === 'number' && to === 'numberRange') return [value, null];
  if (from === 'numberRange' && to === 'number') return (value as unknown[] | null)?.[0] ?? null;
  if (from === 'day' && to === 'moment') return value;
  if (from === 'moment' && to === 'day') return typeof value === 'string' ? value : null;
  if ((from === 'moment' || from === 'day') && to === 'momentRange') return [value, null];
  if (from === 'momentRange' && to === 'moment') return (value as unknown[] | null)?.[0] ?? null;
  return firstValue(to);
}

const isMoment = (value: unknown): boolean =>
  (typeof value === 'string' && value !== '') || isPeriod(value);
const all = (value: unknown, test: (one: unknown) => boolean): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(test);
const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value);

/** What is still missing from a value, said to whoever is editing it; null where it is whole. */
export function missing(value: unknown, shape: Shape): string | null {
  switch (shape) {
    case 'none':
      return null;
    case 'text':
      if (!isText(value)) return 'Enter a text.';
      return (value as string).length > TEXT_CHARACTERS_MAX
        ? `At most ${TEXT_CHARACTERS_MAX.toLocaleString('en')} characters are compared; these are ${(value as string).length.toLocaleString('en')}.`
        : null;
    case 'pattern':
      if (!isText(value)) return 'Enter an expression.';
      return (value as string).length > PATTERN_CHARACTERS_MAX
        ? `An expression has at most ${PATTERN_CHARACTERS_MAX} characters; this one has ${(value as string).length.toLocaleString('en')}.`
        : null;
    case 'texts':
      return all(value, isText) ? tooMany(value) : 'Add one or more values.';
    case 'numbers':
      return all(value, isNumber) ? tooMany(value) : 'Add one or more numbers.';
    case 'number':
      return isNumber(value) ? null : 'Enter a number.';
    case 'numberRange':
      if (!all(value, isNumber)) return 'Enter both numbers.';
      return (value as number[])[0]! > (value as number[])[1]!
        ? 'The first number is greater than the second; swap them.'
        : null;
    case 'boolean':
      return typeof value === 'boolean' ? null : 'Choose yes or no.';
    case 'day':
      return typeof value === 'string' && value !== '' ? null : 'Choose a day.';
    case 'moment':
      return isMoment(value) ? null : 'Choose a date.';
    case 'momentRange':
      return all(value, isMoment) && (value as unknown[]).length === 2
        ? null
        : 'Choose both dates.';
    case 'period':
      return isPeriod(value) && value.amount >= 0 ? null : 'Enter a whole number.';
    case 'segment':
      return typeof value === 'string' && value !== '' ? null : 'Choose a segment.';
    case 'segments':
      return all(value, isText) ? null : 'Choose one or more segments.';
  }
}

const tooMany = (value: unknown): string | null =>
  (value as unknown[]).length > VALUES_MAX
    ? `A rule takes at most ${VALUES_MAX.toLocaleString('en')} values; these are ${(value as unknown[]).length.toLocaleString('en')}.`
    : null;
