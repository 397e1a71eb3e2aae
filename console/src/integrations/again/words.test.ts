import { expect, test } from 'vitest';
import type { ReplayPreview, ReplayRun } from '../../shared/contract';
import { found, howFar, isWorthIt, wouldBecome } from './words';

const preview: ReplayPreview = {
  matching: 1200,
  notKept: 20,
  sentAgain: 1,
  tried: 0,
  toSend: 1179,
  complete: true,
  looked: 1179,
  outcomes: { accepted: 1177, rejected: 2 },
};

test('what there is to send again is said with why not all of it is', () => {
  expect(found(preview)).toEqual([
    '1,200 deliveries that were refused, in whole or in part, fit the filter.',
    '1 of them was sent again already.',
    'Of 20 what was sent is not kept, or not any more.',
  ]);
  expect(wouldBecome(preview)).toBe(
    'Of the 1,179 deliveries left, with the mapping as it is now: 1,177 taken, 2 refused again.',
  );
  expect(wouldBecome({ ...preview, looked: 1000 })).toMatch(/^Of the first 1,000 of these, /);
  expect(isWorthIt(preview)).toBe(true);
});

test('where there is nothing to send, it is said why', () => {
  const none = { ...preview, toSend: 0, looked: 0, outcomes: {} };
  expect(found({ ...none, matching: 0 })).toEqual([
    'No refused delivery that is kept fits the filter.',
  ]);
  expect(found({ ...none, matching: 1, notKept: 0, sentAgain: 0, tried: 1 })).toEqual([
    '1 delivery that was refused, in whole or in part, fits the filter.',
    '1 was refused once more with the integration as it is now: change it first.',
    'So there is nothing to send again.',
  ]);
  expect(wouldBecome(none)).toBeNull();
  expect(isWorthIt(none)).toBe(false);
  expect(isWorthIt({ ...preview, outcomes: { rejected: 5 } })).toBe(false);
});

const run: ReplayRun = {
  state: 'running',
  total: 90,
  done: 41,
  outcomes: { accepted: 38, rejected: 2 },
  gone: 1,
  startedBy: 'ann@example.com',
  startedAt: '2026-05-01T10:00:00Z',
  endedAt: null,
};

test('how far it is, and how it ended', () => {
  expect(howFar(run)).toBe(
    'Sending again, 41 of 90: 38 taken, 2 refused again, 1 not there any more.',
  );
  expect(howFar({ ...run, state: 'done', done: 90, outcomes: { accepted: 90 }, gone: 0 })).toBe(
    '90 deliveries sent again: 90 taken.',
  );
  expect(howFar({ ...run, state: 'cut', why: 'The server stopped in between.' })).toBe(
    'Ended after 41 of 90: 38 taken, 2 refused again, 1 not there any more. The server stopped in between.',
  );
  expect(howFar({ ...run, state: 'done', total: 0, done: 0, outcomes: {}, gone: 0 })).toBe(
    'There was nothing to send again.',
  );
});
