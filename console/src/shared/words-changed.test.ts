import { expect, test } from 'vitest';
import { wordsChanged } from './words-changed';

test('the words that go and come are marked, the others not', () => {
  const [before, after] = wordsChanged('plan is "pro" and arr is 5', 'plan is "free" and arr is 5');
  expect(before).toEqual([
    { text: 'plan is ', changed: false },
    { text: '"pro" ', changed: true },
    { text: 'and arr is 5', changed: false },
  ]);
  expect(after.map(({ text }) => text).join('')).toBe('plan is "free" and arr is 5');
});

test.each([
  ['', 'all is new', 0, 1],
  ['all goes', '', 1, 0],
  ['', '', 0, 0],
])('from %o to %o', (before, after, gone, come) => {
  const [one, other] = wordsChanged(before, after);
  expect([one.length, other.length]).toEqual([gone, come]);
});

test('texts that are too long to compare are marked as a whole', () => {
  const long = 'word '.repeat(700);
  expect(wordsChanged(long, `${long}more`)[0]).toEqual([{ text: long, changed: true }]);
});
