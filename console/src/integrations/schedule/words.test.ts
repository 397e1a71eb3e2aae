import { expect, test } from 'vitest';
import type { Schedule, ScheduleSource } from '../../shared/contract';
import { advice, everyWords, found, isDueSoon, sourceWords, whichWords } from './words';

const FOLDER: ScheduleSource = {
  kind: 'folder',
  path: 'crm',
  pattern: '*.csv',
  endpoint: null,
  region: null,
  bucket: null,
  prefix: null,
  pathStyle: null,
  accessKeyId: null,
};
const BUCKET: ScheduleSource = {
  kind: 'bucket',
  path: null,
  pattern: null,
  endpoint: null,
  region: 'eu-central-1',
  bucket: 'exports',
  prefix: 'crm/',
  pathStyle: false,
  accessKeyId: 'key',
};
const SCHEDULE: Schedule = {
  environment: 'production',
  source: FOLDER,
  mode: 'merge',
  everyMinutes: 15,
  looking: false,
  lastLookAt: '2026-05-01T10:00:00.123Z',
  nextLookAt: '2026-05-01T10:15:00.123Z',
  lastTaken: 0,
  trouble: null,
  notTaken: [],
};

test('where files are reads within a sentence', () => {
  expect(sourceWords(FOLDER)).toBe('the folder crm');
  expect(sourceWords({ ...FOLDER, path: '' })).toBe('the import folder');
  expect(sourceWords(BUCKET)).toBe('the bucket exports at Amazon S3 in eu-central-1');
  const endpoint = 'https://storage.example.com/';
  expect(sourceWords({ ...BUCKET, endpoint })).toBe('the bucket exports at storage.example.com');
});

test('which of them are taken reads after it', () => {
  expect(whichWords(FOLDER)).toBe('files named *.csv');
  expect(whichWords(BUCKET)).toBe('files whose names begin with crm/');
  expect(whichWords({ ...BUCKET, prefix: '' })).toBe('all files');
});

test.each([
  [1, 'every minute'],
  [15, 'every 15 minutes'],
  [60, 'every hour'],
  [90, 'every 90 minutes'],
  [360, 'every 6 hours'],
  [1_440, 'once a day'],
])('%i minutes are %s', (minutes, words) => expect(everyWords(minutes)).toBe(words));

test('what happens soon is known by the times of the server', () => {
  expect(isDueSoon(SCHEDULE)).toBe(false);
  expect(isDueSoon({ ...SCHEDULE, looking: true })).toBe(true);
  expect(isDueSoon({ ...SCHEDULE, lastLookAt: null })).toBe(true);
  expect(isDueSoon({ ...SCHEDULE, nextLookAt: '2026-05-01T10:00:10.123Z' })).toBe(true);
});

test('what was found is said in a sentence', () => {
  expect(found(SCHEDULE)).toBe('There was no new file.');
  expect(found({ ...SCHEDULE, lastTaken: 1 })).toBe('1 new file was taken.');
  expect(found({ ...SCHEDULE, lastTaken: 1200 })).toBe('1,200 new files were taken.');
  expect(found({ ...SCHEDULE, trouble: 'Nothing answers.' })).toBe('No file was taken.');
  expect(found({ ...SCHEDULE, nextLookAt: '2026-05-01T10:00:10.123Z' })).toMatch(/not be complete/);
});

test('what to do tells a file from the place where files are', () => {
  const file = { ...SCHEDULE, trouble: 'The file crm/a.csv: it has no column email.' };
  expect(advice(file, true)).toMatch(/^Mend the file/);
  const store = { ...SCHEDULE, source: BUCKET, trouble: 'Nothing answers at …' };
  expect(advice(store, true)).toMatch(
    /what is set below; if it is right, ask whoever runs the store/,
  );
  expect(advice(store, false)).toMatch(/which an administrator can change/);
  expect(advice({ ...SCHEDULE, trouble: 'The folder has gone.' }, true)).toMatch(
    /runs this server/,
  );
});
