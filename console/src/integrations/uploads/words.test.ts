import { expect, test } from 'vitest';
import type { Upload } from '../../shared/contract';
import {
  delimitersWith,
  formatWords,
  lasting,
  milestone,
  originWords,
  outcome,
  percent,
  refusalWords,
  shareWords,
  size,
  takenBefore,
  uploader,
} from './words';

const upload = (of: Partial<Upload>): Upload => ({
  id: '1',
  integration: 'crm',
  environment: 'production',
  mode: 'merge',
  status: 'running',
  file: 'customers.csv',
  by: 'ann@example.com',
  origin: null,
  createdAt: '2026-11-26T10:00:00Z',
  startedAt: null,
  endedAt: null,
  bytes: 1000,
  receivedBytes: 1000,
  readBytes: 0,
  format: null,
  missing: 'refuse',
  rows: { read: 0, taken: 0, partial: 0, refused: 0, duplicates: 0 },
  users: { new: 0, changed: 0, unchanged: 0, cleared: 0, removed: 0 },
  rowsPerSecond: 0,
  secondsLeft: null,
  reason: null,
  refusals: [],
  segments: null,
  undo: { possible: false, until: null, why: null, first: null },
  undoOf: null,
  undoneBy: null,
  hasRefusedRows: false,
  ...of,
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [12_345_678, '12 MB'],
  [999_950, '1.0 MB'],
  [5_000_000_000, '5.0 GB'],
])('%i bytes are %s', (bytes, words) => {
  expect(size(bytes)).toBe(words);
});

test.each([
  [0, '0 %'],
  [0.001, 'under 1 %'],
  [0.12, '12 %'],
  [0.999, 'over 99 %'],
  [1, '100 %'],
])('a share of %d is %s', (share, words) => {
  expect(shareWords(share)).toBe(words);
});

test('a delimiter without a name is its own, and can be chosen where a file has it', () => {
  const format = {
    encoding: 'utf-8',
    delimiter: '~',
    quote: 'none',
    header: true,
    skipRows: 0,
    decimal: null,
    dates: null,
  } as const;
  expect(formatWords(format)).toContain('“~” between cells');
  expect(delimitersWith('~').at(-1)).toEqual({ value: '~', label: '~' });
  expect(delimitersWith('tab')).toEqual(delimitersWith(undefined));
});

test.each([
  [0.2, 'under 1 s'],
  [59.4, '59 s'],
  [60, '1 min'],
  [125, '2 min 5 s'],
  [3600, '1 h'],
  [11_520, '3 h 12 min'],
])('%d seconds are %s', (seconds, words) => {
  expect(lasting(seconds)).toBe(words);
});

test('how far it is, is of what is going on, and all only at the end', () => {
  expect(percent(upload({ status: 'receiving', receivedBytes: 455 }))).toBe(45);
  expect(percent(upload({ readBytes: 1000 }))).toBe(99);
  expect(percent(upload({ status: 'done' }))).toBe(100);
  expect(percent(upload({ status: 'receiving', bytes: null }))).toBeNull();
});

test('what it came to is told in a line', () => {
  const users = { new: 10, changed: 1200, unchanged: 0, cleared: 3, removed: 2 };
  const rows = { read: 9, taken: 8, partial: 2, refused: 1, duplicates: 0 };
  expect(outcome(upload({ users, rows }))).toBe(
    '10 new, 1,200 changed, 3 cleared, 1 row refused, 2 rows in part',
  );
  expect(outcome(upload({ users, mode: 'undo' }))).toBe('1,200 put back, 2 removed');
  expect(outcome(upload({ status: 'done' }))).toBe('Nothing changed');
});

test('who hears and does not see is told by quarters', () => {
  const told = [0, 240, 250, 260, 760].map((readBytes) => milestone(upload({ readBytes })));
  expect(told).toEqual([
    'customers.csv is being read.',
    'customers.csv is being read.',
    '25 % of customers.csv is read.',
    '25 % of customers.csv is read.',
    '75 % of customers.csv is read.',
  ]);
  expect(milestone(upload({ status: 'done' }))).toBe('customers.csv is done: Nothing changed.');
});

test('a file that nobody sends is not told as being sent', () => {
  const waiting = upload({ status: 'receiving', receivedBytes: 370 });
  expect(milestone(waiting)).toBe('25 % of customers.csv has arrived.');
  expect(milestone(waiting, false)).toBe(
    'Nothing of customers.csv is being sent; 37 % has arrived.',
  );
});

test('why a cell is refused is told in words of files', () => {
  expect(refusalWords('not a boolean: "viele"; write yes or no')).toBe(
    'not yes or no: "viele"; write yes or no',
  );
  expect(
    refusalWords('the identifier at "E-Mail" is an empty string; send a string or a number there'),
  ).toBe('no value, and without one nobody knows whom the row is about');
  expect(refusalWords('not a number: "x"')).toBe('not a number: "x"');
});

test('an undo is told as one', () => {
  const undo = upload({ mode: 'undo', file: null, status: 'waiting' });
  expect(milestone(undo)).toBe('Undo waits for its turn.');
  expect(milestone({ ...undo, status: 'running', readBytes: 500 })).toBe('Undo: 50 % is put back.');
});

test('a failed upload says what it took, and a dry run nothing', () => {
  const rows = { read: 9, taken: 2000, partial: 0, refused: 0, duplicates: 0 };
  expect(takenBefore(upload({ status: 'failed', rows }))).toBe('2,000 rows were taken before.');
  expect(takenBefore(upload({ status: 'failed', mode: 'dry-run', rows }))).toBeNull();
  expect(takenBefore(upload({ status: 'done', rows }))).toBeNull();
});

test('how values are written is said where it is not as usual', () => {
  const format = {
    encoding: 'utf-8',
    delimiter: 'semicolon',
    quote: 'double',
    header: true,
  } as const;
  expect(formatWords({ ...format, skipRows: 1, decimal: ',', dates: 'dmy' })).toMatch(
    /1 line above passed over, .*, numbers with a decimal comma, dates with the day first$/,
  );
  expect(formatWords({ ...format, skipRows: 0, decimal: null, dates: 'iso' })).toMatch(/names$/);
});

test('what a schedule has taken is told by its origin, whoever is called so', () => {
  expect(uploader({ by: 'schedule', origin: null })).toBe('schedule');
  expect(uploader({ by: 'schedule', origin: 'folder a.csv' })).toBe('the schedule');
});

test.each([
  ['folder a.csv', 'the import folder'],
  ['folder crm/daily/a.csv', 'the folder crm/daily'],
  ['s3://exports/crm/a.csv', 's3://exports/crm/a.csv'],
])('the origin %s is %s', (origin, words) => expect(originWords(origin)).toBe(words));
