import { describe, expect, test } from 'vitest';
import { daysWords, partsOf, placesOf } from './words';

const day = (day: string, read: number, valued: number, empty = 0, refused = {}) => ({
  day,
  read,
  valued,
  empty,
  refused,
});

const plan = {
  path: 'customer.plan',
  name: 'plan',
  type: 'string' as const,
  lastAt: null,
  lastValueAt: null,
  share: null,
};

describe('the days of a property', () => {
  test('are told with how often it came, when last, and what was refused', () => {
    expect(
      daysWords({
        ...plan,
        days: [day('2026-11-26', 100, 90, 2, { type: 3 }), day('2026-11-27', 1_100, 0)],
      }),
    ).toBe(
      'plan: in 7.9 % of 1,200 deliveries of the last 14 days, on 1 day, the last on 26 November 2026, null in 2, refused in 3',
    );
    expect(daysWords({ ...plan, days: [day('2026-11-27', 0, 0)] })).toBe(
      'plan: no deliveries in the last 14 days',
    );
  });

  test('are parts of what was read, and never more than all', () => {
    expect(partsOf(day('2026-11-27', 10, 5, 1, { type: 3, size: 1 }))).toEqual({
      valued: 0.5,
      empty: 0.1,
      refused: 0.4,
    });
    expect(partsOf(day('2026-11-27', 0, 0)).valued).toBe(0);
    expect(partsOf(day('2026-11-27', 2, 3)).valued).toBe(1);
  });
});

test('a property that is refused leads to the deliveries that name it', () => {
  expect(placesOf('property-refused', 'a&b')[0]?.to).toBe('deliveries?text=a%26b');
});
