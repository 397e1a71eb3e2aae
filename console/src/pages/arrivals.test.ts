import { expect, test } from 'vitest';
import type { Environment, PageLoadAttempt, PageLoadCheck } from '../shared/contract';
import { outcomeWords, problemsOf, verdictOf, withAttempt } from './arrivals';

const NOW = new Date('2026-11-26T12:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

const environment: Environment = {
  key: 'production',
  name: 'Production',
  clientKey: 'k'.repeat(40),
  previousClientKey: null,
  allowedOrigins: ['https://app.example.com'],
  verification: { required: true, secrets: [] },
  publication: 1,
  version: 1,
};
const nothing: PageLoadCheck = {
  since: ago(600),
  answered: 0,
  lastHour: { all: 0, unproved: 0, byPreviousKey: 0 },
  lastAnsweredAt: null,
  problems: [],
  recent: [],
};
const attempt = (outcome: string, minutes: number, more: Partial<PageLoadAttempt> = {}) => ({
  at: ago(minutes),
  outcome,
  via: 'page' as const,
  page: 'https://app.example.com/x',
  origin: 'https://app.example.com',
  user: 'ann',
  known: outcome === 'answered' ? true : null,
  segments: 0,
  key: null,
  ...more,
});
const after = (...attempts: PageLoadAttempt[]) => attempts.reduce(withAttempt, nothing);
const stateOf = (check: PageLoadCheck, here = environment) => verdictOf(check, here, NOW).state;

test('what arrives is counted and shown first, and nothing twice', () => {
  const check = after(attempt('answered', 2), attempt('hash-wrong', 1));
  expect(check).toMatchObject({ answered: 1, lastAnsweredAt: ago(2) });
  expect(check.recent.map(({ outcome }) => outcome)).toEqual(['hash-wrong', 'answered']);
  expect(withAttempt(check, attempt('hash-wrong', 1))).toBe(check);
  expect(withAttempt(check, attempt('hash-wrong', 0)).problems).toMatchObject([
    { outcome: 'hash-wrong', count: 2, lastAt: ago(0) },
  ]);
});

test('no more is kept than the server keeps', () => {
  const many = Array.from({ length: 60 }, (_, at) => attempt('answered', 60 - at));
  expect(after(...many).recent).toHaveLength(50);
});

test('nothing has arrived, also where only unknown keys came', () => {
  expect(stateOf(nothing)).toBe('nothing');
  expect(stateOf(after(attempt('unknown-key', 1, { key: 'abcdefgh' })))).toBe('nothing');
});

test('page loads arrive, whatever was wrong long before', () => {
  const check = after(attempt('hash-wrong', 60), attempt('answered', 30));
  expect(verdictOf(check, environment, NOW)).toEqual({
    state: 'arriving',
    at: ago(30),
    from: 'https://app.example.com/x',
  });
  expect(problemsOf(check, environment, NOW).earlier).toHaveLength(1);
});

test('some are answered and some are not', () => {
  expect(stateOf(after(attempt('answered', 3), attempt('hash-wrong', 1)))).toBe('mixed');
  expect(stateOf(after(attempt('hash-wrong', 3), attempt('answered', 1)))).toBe('mixed');
});

test('that some pages have no user is nothing wrong with the others', () => {
  expect(stateOf(after(attempt('answered', 3), attempt('no-user', 1)))).toBe('arriving');
  expect(stateOf(after(attempt('no-user', 1)))).toBe('refused');
});

test('they are refused where the last that was answered is long ago, or there was none', () => {
  expect(stateOf(after(attempt('hash-wrong', 3)))).toBe('refused');
  expect(stateOf(after(attempt('answered', 60), attempt('hash-wrong', 30)))).toBe('refused');
});

test('what the settings have mended is no problem any more', () => {
  const origin = 'https://other.example.com';
  const check = after(attempt('origin-not-allowed', 1, { origin }));
  expect(stateOf(check)).toBe('refused');
  expect(stateOf(check, { ...environment, allowedOrigins: [origin] })).toBe('nothing');
  const unproved = after(attempt('hash-missing', 1));
  const verification = { required: false, secrets: [] };
  expect(problemsOf(unproved, { ...environment, verification }, NOW).current).toEqual([]);
});

test.each([
  [attempt('answered', 0, { segments: 3 }), 'In 3 segments'],
  [attempt('answered', 0), 'In no segment'],
  [attempt('answered', 0, { known: false }), 'Nobody has told of this user: in no segment'],
  [attempt('unknown-key', 0, { key: 'abcdefgh' }), 'No environment has the client key abcdefgh…'],
  [
    attempt('unknown-key', 0, { key: 'abcdefgh', user: null }),
    'No environment has the client key abcdefgh…',
  ],
  [attempt('something-new', 0), 'something-new'],
])('what became of it is said in words', (one, words) => expect(outcomeWords(one)).toBe(words));
