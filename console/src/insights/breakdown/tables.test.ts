import { expect, test } from 'vitest';
import type { Cross, NumberFigures, Summary } from '../../shared/contract';
import { crossRows, heat, whole, wholeOf } from './cross';
import { figureOf, FIGURES, numberWords, summaryRows } from './numbers';

const CROSS: Cross = {
  matching: 10,
  rows: {
    field: 'crm.plan',
    type: 'string',
    groups: [
      { group: { value: 'pro' }, users: 6 },
      { group: { rest: 'missing' }, users: 4 },
    ],
  },
  columns: {
    field: 'crm.paying',
    type: 'boolean',
    groups: [
      { group: { value: true }, users: 3 },
      { group: { value: false }, users: 7 },
    ],
  },
  cells: [
    [3, 3],
    [0, 4],
  ],
};

test('a cell is a share of its row, its column or of all', () => {
  expect((['row', 'column', 'all', 'none'] as const).map((of) => whole(CROSS, 0, 0, of))).toEqual([
    6, 3, 10, 10,
  ]);
  expect(wholeOf(new URLSearchParams('cells=row'))).toBe('row');
  expect(wholeOf(new URLSearchParams('cells=nothing'))).toBe('none');
});

test('the ground is as deep as the share, or as the number beside the greatest', () => {
  expect(heat(CROSS, 0, 0, 'column')).toBe(1);
  expect(heat(CROSS, 0, 0, 'row')).toBe(0.5);
  expect(heat(CROSS, 1, 1, 'none')).toBe(1);
  expect(heat(CROSS, 1, 0, 'none')).toBe(0);
});

test('its file has what each row and column have', () => {
  expect(crossRows(CROSS, 'CRM: plan', 'UTC')).toEqual([
    ['CRM: plan', 'yes', 'no', 'Users'],
    ['pro', 3, 3, 6],
    ['No value', 0, 4, 4],
    ['Users', 3, 7, 10],
  ]);
});

const FIGURE: NumberFigures = {
  users: 2,
  missing: 1,
  sum: 10,
  average: 5,
  least: 4,
  greatest: 6,
  percentiles: { '5': 4, '25': 4, '50': 4, '75': 6, '95': 6, '99': 6 },
};

test('figures are drawn by the average, until another is chosen', () => {
  expect(figureOf(new URLSearchParams()).label).toBe('Average');
  expect(figureOf(new URLSearchParams('figure=p50')).of(FIGURE)).toBe(4);
});

test('numbers have as many places as say something', () => {
  expect([null, 3, 0.12345, 12.3456, 1234.56].map(numberWords)).toEqual([
    '–',
    '3',
    '0.123',
    '12.3',
    '1,235',
  ]);
});

test('the file of figures has a row for each group and for all', () => {
  const summary: Summary = {
    field: 'crm.arr',
    by: { field: 'crm.plan', type: 'string' },
    all: FIGURE,
    groups: [{ group: { value: 'pro' }, figures: { ...FIGURE, average: null } }],
  };
  const [head, pro, all] = summaryRows(summary, 'CRM: plan', 'UTC');
  expect(head).toHaveLength(3 + FIGURES.length);
  expect(pro?.slice(0, 4)).toEqual(['pro', 2, 1, '']);
  expect(all?.slice(0, 4)).toEqual(['All', 2, 1, 5]);
});
