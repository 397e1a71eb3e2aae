import { describe, expect, it } from 'vitest';
import type { Webhook } from '../shared/contract';
import { aboutWords, stateWords, testWords, urlFault } from './words';

const webhook = (changes: Partial<Webhook>): Webhook => ({
  key: 'crm',
  name: 'CRM',
  url: 'https://hooks.example.com',
  segment: null,
  enabled: true,
  state: 'ok',
  failingSince: null,
  trouble: null,
  pausedUntil: null,
  waiting: 0,
  sent: 0,
  failed: 0,
  givenUp: 0,
  secrets: [],
  createdBy: 'ann',
  createdAt: '2026-05-01T10:00:00Z',
  updatedAt: '2026-05-01T10:00:00Z',
  version: 1,
  ...changes,
});

describe('what is said of webhooks', () => {
  it('names the segment, all of them, or one that is gone', () => {
    const names = new Map([['pro', 'Pro customers']]);
    expect(aboutWords('pro', names)).toBe('Pro customers');
    expect(aboutWords(null, names)).toBe('all live segments');
    expect(aboutWords('old', names)).toBe('old, which is gone');
  });

  it('says why messages do not get through', () => {
    expect(stateWords(webhook({ state: 'failing', trouble: 'it answered 500' }))).toMatch(
      /^Messages do not get through: it answered 500\. /,
    );
    expect(stateWords(webhook({ state: 'paused' }))).toMatch(/did not get through\. After/);
  });

  it('tells nothing sent from all sent', () => {
    expect(stateWords(webhook({}))).toMatch(/^Nobody has entered or left/);
    expect(stateWords(webhook({ sent: 3 }))).toBe('Messages get through.');
    expect(stateWords(webhook({ state: 'disabled', sent: 3 }))).toMatch(/not told later/);
  });

  it('says what became of a test message', () => {
    const tried = { status: 204, trouble: null, durationMillis: 1200 };
    expect(testWords({ ...tried, delivered: true })).toBe(
      'It was delivered: the answer was 204 after 1,200 ms.',
    );
    expect(
      testWords({ ...tried, delivered: false, status: null, trouble: 'it did not answer' }),
    ).toBe('It was not delivered: it did not answer (after 1,200 ms).');
  });

  it('takes URLs of http and https only', () => {
    expect(urlFault(' https://a.example/x?y=1 ')).toBeNull();
    expect(urlFault('http://10.0.0.7:8080')).toBeNull();
    for (const wrong of ['', 'a.example', 'ftp://a.example', 'https://']) {
      expect(urlFault(wrong)).not.toBeNull();
    }
  });
});
