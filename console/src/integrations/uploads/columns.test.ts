import { expect, test } from 'vitest';
import type { AttributeType, UploadPreview } from '../../shared/contract';
import { draftProperty, type Draft } from '../mapping';
import {
  called,
  canKeep,
  columnsOf,
  differenceOf,
  keeping,
  listed,
  retyped,
  without,
} from './columns';

const column = (name: string, position: number, type: AttributeType = 'string') => ({
  name,
  position,
  type,
  samples: ['x'],
  empty: 0,
  problem: null,
});
const preview = (of: Partial<UploadPreview>): UploadPreview => ({
  format: {
    encoding: 'utf-8',
    delimiter: 'comma',
    quote: 'double',
    header: true,
    skipRows: 0,
    decimal: null,
    dates: null,
  },
  certain: true,
  unsure: [],
  problem: null,
  delimiterLine: null,
  columns: [],
  rows: [],
  identifiers: [],
  mapped: [],
  new: [],
  refused: [],
  ...of,
});
const draft = (identifier: string, ...paths: string[]): Draft => ({
  identifier,
  properties: paths.map((path) => draftProperty({ path, name: path, type: 'string' })),
});
const brief = ({ properties }: Draft) =>
  properties.map(({ path, name, type }) => [path, name, type]);

test('what is mapped and not in the file comes first, the identifier is no choice', () => {
  const file = preview({ columns: [column('email', 1), column('plan', 2), column('seats', 3)] });
  const columns = columnsOf(file, draft('email', 'gone', 'plan'));
  expect(
    columns.map(({ name, found, properties }) => [name, found !== null, properties.length]),
  ).toEqual([
    ['gone', false, 1],
    ['plan', true, 1],
    ['seats', true, 0],
  ]);
  expect(columns.map(canKeep)).toEqual([false, false, true]);
});

test('of columns with one name the first is read, and one with a problem cannot be kept', () => {
  const twin = { ...column('plan', 2), problem: 'has the name of column 1' };
  const columns = columnsOf(
    preview({ columns: [column('plan', 1), twin] }),
    draft('email', 'plan'),
  );
  expect(columns.map(({ properties }) => properties.length)).toEqual([1, 0]);
  expect(columns.map(canKeep)).toEqual([false, false]);
});

test('without a file the mapping is what there is', () => {
  expect(columnsOf(null, draft('email', 'plan')).map(({ name }) => name)).toEqual(['plan']);
});

test('a column is kept under its own name, dots and all, or under one that is free', () => {
  const before = {
    ...draft('email'),
    properties: [draftProperty({ path: 'a', name: 'b.c', type: 'date' })],
  };
  const after = keeping(before, [column('b.c', 1, 'number'), column('d', 2)]);
  expect(brief(after)).toEqual([
    ['a', 'b.c', 'date'],
    ['b.c', 'b.c 2', 'number'],
    ['d', 'd', 'string'],
  ]);
  expect(brief(without(after, ['a', 'd']))).toEqual([['b.c', 'b.c 2', 'number']]);
});

test('a file is told from its mapping, which can be made to fit', () => {
  const file = preview({
    columns: [
      column('seats', 1, 'string'),
      column('country', 2),
      { ...column('', 3), problem: 'has no name' },
    ],
    mapped: [
      {
        column: 'email',
        status: 'missing',
        name: null,
        type: null,
        foundType: null,
        refusedShare: null,
      },
      {
        column: 'plan',
        status: 'missing',
        name: 'plan',
        type: 'string',
        foundType: null,
        refusedShare: null,
      },
      {
        column: 'age',
        status: 'same',
        name: 'age',
        type: 'number',
        foundType: 'number',
        refusedShare: 0.1,
      },
      {
        column: 'city',
        status: 'same',
        name: 'city',
        type: 'string',
        foundType: 'string',
        refusedShare: 0,
      },
      {
        column: 'seats',
        status: 'changed-type',
        name: 'seats',
        type: 'number',
        foundType: 'string',
        refusedShare: 0.8,
      },
    ],
    new: ['country', ''],
  });
  const { identifierMissing, missing, changed, partly, added } = differenceOf(file);
  expect(partly.map(({ column }) => column)).toEqual(['age']);
  expect(identifierMissing).toBe('email');
  expect(missing.map((one) => one.column)).toEqual(['plan']);
  expect(added.map(({ name }) => name)).toEqual(['country']);
  const before = {
    ...draft('email'),
    properties: [draftProperty({ path: 'seats', name: 'seats', type: 'number' })],
  };
  expect(brief(retyped(before, changed))).toEqual([['seats', 'seats', 'string']]);
});

test('what cannot be read in one way is of no other type', () => {
  const file = preview({
    columns: [column('seats', 1, 'number')],
    mapped: [
      {
        column: 'seats',
        status: 'changed-type',
        name: 'seats',
        type: 'number',
        foundType: 'number',
        refusedShare: 1,
      },
    ],
  });
  const { changed, partly } = differenceOf(file);
  expect(changed).toEqual([]);
  expect(partly.map((one) => one.column)).toEqual(['seats']);
});

test('a column that stands twice is told, whether it is mapped or not', () => {
  const twice = (name: string, position: number) => ({
    ...column(name, position),
    problem: 'is the name of another column, too',
  });
  const file = preview({
    columns: [
      column('email', 1),
      twice('plan', 2),
      twice('plan', 3),
      twice('note', 4),
      twice('note', 5),
    ],
    mapped: [
      {
        column: 'plan',
        status: 'same',
        name: 'plan',
        type: 'string',
        foundType: 'string',
        refusedShare: 0,
      },
    ],
    new: ['note'],
  });
  const { unreadable, passedOver, added } = differenceOf(file);
  expect(unreadable.map(({ name, position }) => [name, position])).toEqual([['plan', 2]]);
  expect(passedOver).toEqual(['note']);
  expect(added).toEqual([]);
});

test('what is kept of a column can be read from another', () => {
  const after = called(draft('email', 'plan', 'seats'), 'plan', 'tarif');
  expect(brief(after)).toEqual([
    ['tarif', 'plan', 'string'],
    ['seats', 'seats', 'string'],
  ]);
});

test.each([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b'], 'a and b'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d and e'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d and 2 more'],
])('%j in a sentence', (names, words) => {
  expect(listed(names)).toBe(words);
});
