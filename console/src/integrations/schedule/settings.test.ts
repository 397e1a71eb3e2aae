import { expect, test } from 'vitest';
import type { Schedule } from '../../shared/contract';
import { ProblemError } from '../../shared/problem';
import { atFields, faults, keepsSecret, same, sent, valuesOf, type Values } from './settings';

const STORE: Schedule = {
  environment: 'production',
  source: {
    kind: 'bucket',
    path: null,
    pattern: null,
    endpoint: 'https://storage.example.com',
    region: 'auto',
    bucket: 'exports',
    prefix: '',
    pathStyle: true,
    accessKeyId: 'key',
  },
  mode: 'replace',
  everyMinutes: 60,
  looking: false,
  lastLookAt: null,
  nextLookAt: '2026-05-01T10:00:00Z',
  lastTaken: 0,
  trouble: null,
  notTaken: [],
};
const values = (changes: Partial<Values> = {}): Values => ({
  ...valuesOf(STORE, false),
  ...changes,
});

test('a new one begins with a folder where the server allows them', () => {
  expect(valuesOf(null, true).from).toBe('folder');
  expect(valuesOf(null, false).from).toBe('amazon');
});

test('the secret is left out as long as it is the one of this endpoint and key', () => {
  expect(keepsSecret(STORE, values())).toBe(true);
  expect(faults(STORE, values())).toEqual({});
  expect(sent(STORE, values()).source).not.toHaveProperty('secretAccessKey');
  for (const change of [{ endpoint: 'https://other.example.com' }, { accessKeyId: 'other' }]) {
    expect(keepsSecret(STORE, values(change))).toBe(false);
    expect(faults(STORE, values(change))).toHaveProperty('secretAccessKey');
  }
  expect(keepsSecret(STORE, values({ from: 'amazon' }))).toBe(false);
  expect(keepsSecret(null, values())).toBe(false);
});

test('what belongs to another source is not sent', () => {
  expect(sent(STORE, values({ from: 'folder', path: ' crm ', pattern: '*.csv' }))).toEqual({
    source: { kind: 'folder', path: 'crm', pattern: '*.csv' },
    mode: 'replace',
    everyMinutes: 60,
  });
  expect(sent(STORE, values({ from: 'amazon', secretAccessKey: 's' })).source).toMatchObject({
    endpoint: null,
    pathStyle: false,
    secretAccessKey: 's',
  });
});

test('what a script has set of AWS stays', () => {
  const amazon = { ...STORE, source: { ...STORE.source, endpoint: null } };
  expect(sent(amazon, valuesOf(amazon, false)).source.pathStyle).toBe(true);
});

test.each(['', '0', 1441, 1.5])('%s is no number of minutes', (everyMinutes) =>
  expect(faults(STORE, values({ everyMinutes }))).toHaveProperty('everyMinutes'),
);

test('what is refused is put at the field that it is about', () => {
  const refused = (path: string, reason: string) =>
    new ProblemError({
      type: 'https://muster.dev/problems/invalid',
      title: 'Invalid content',
      status: 422,
      detail: '',
      errors: [{ path, reason }],
    });
  const folder = refused('source', 'is refused: there is no such folder');
  expect(atFields(folder, 'folder')).toEqual({ path: 'There is no such folder.' });
  expect(atFields(folder, 'store')).toEqual({ endpoint: 'There is no such folder.' });
  const region = refused('source.region', 'is not a region');
  expect(atFields(region, 'store')).toEqual({ region: 'is not a region' });
});

test('how looks went makes no other schedule', () => {
  expect(same(STORE, { ...STORE, looking: true, lastTaken: 3 })).toBe(true);
  expect(same(STORE, { ...STORE, everyMinutes: 5 })).toBe(false);
  expect(same(STORE, null)).toBe(false);
  expect(same(null, null)).toBe(true);
});
