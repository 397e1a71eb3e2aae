import { describe, expect, test } from 'vitest';
import { cellsOf, daysWords, fileOf, filesWords, KINDS, partsOf, placesOf, TOLD } from './words';

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
  days: [],
  files: [],
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
  expect(placesOf('api', 'property-refused', { property: 'a&b', upload: null })[0]?.to).toBe(
    'deliveries?text=a%26b',
  );
});

test('whatever can be told leads somewhere, of calls and of files', () => {
  for (const of of ['api', 'csv'] as const) {
    for (const kind of TOLD[of])
      expect(placesOf(of, kind, { property: 'plan', upload: null }), kind).not.toEqual([]);
  }
  expect(new Set(['nothing-ever', ...TOLD.api, ...TOLD.csv])).toEqual(new Set(Object.keys(KINDS)));
  const of = { property: null, upload: 'abc' };
  expect(placesOf('csv', 'quiet', of)[0]?.to).toBe('uploads');
  expect(placesOf('csv', 'rows-refused', of)[0]?.to).toBe('uploads/abc');
});

describe('the columns of files', () => {
  const file = (upload: string, valued: number, empty: number, refused: number) => ({
    upload,
    valued,
    empty,
    refused,
  });

  test('are told by how many files had them, and what the last one has', () => {
    expect(filesWords({ ...plan, files: [file('1', 90, 10, 0), file('2', 150, 30, 20)] })).toBe(
      'plan: the column is in 2 of the last 2 files, 75 % of 200 cells of the last one have a value, 20 were refused',
    );
    expect(filesWords({ ...plan, files: [file('1', 90, 10, 0), file('2', 0, 0, 0)] })).toBe(
      'plan: the column is in 1 of the last 2 files, no cell of it was read in the last one',
    );
    expect(filesWords(plan)).toBe('plan: no file yet');
  });

  test('are parts of the cells', () => {
    expect(cellsOf(file('1', 5, 3, 2))).toEqual({ valued: 0.5, empty: 0.3, refused: 0.2 });
    expect(cellsOf(file('1', 0, 0, 0))).toEqual({ valued: 0, empty: 0, refused: 0 });
  });

  test('a file that failed says so where it is pointed at', () => {
    const at = '2026-11-27T09:05:00Z';
    const rows = { upload: '7', read: 0, taken: 0, partial: 0, refused: 0 };
    expect(fileOf({ ...rows, file: 'a.csv', at, status: 'failed' }, 'Asia/Tokyo')).toEqual({
      label: 'a.csv, 27 Nov 2026, 18:05, failed',
      tick: '27 Nov failed',
    });
    expect(fileOf({ ...rows, file: null, at, status: 'done' }, 'Asia/Tokyo').label).toBe(
      'a file, 27 Nov 2026, 18:05',
    );
  });
});
