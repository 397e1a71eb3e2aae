import { expect, test } from 'vitest';
import { amongWords, readAmong, usersWho, type Among } from './among';

const DAY = { from: '2026-05-03', to: '2026-05-03' };
const nameOf = (key: string) => key.toUpperCase();

test('what users did is read off an address, and what cannot be is told', () => {
  const all: Among[] = [
    { kind: 'active', period: DAY, page: '/orders/*' },
    { kind: 'new', period: { days: 30 }, not: true },
    { kind: 'segment', segment: 'vip' },
  ];
  expect(readAmong(null)).toEqual([]);
  expect(readAmong(JSON.stringify(all))).toEqual(all);
  const wrong = [
    'x',
    '{}',
    '[1]',
    '[{}]',
    '[{"kind":"gone"}]',
    '[{"kind":"toString"}]',
    '[{"kind":"segment"}]',
    '[{"kind":"active","page":1}]',
    '[{"kind":"active","period":"30d"}]',
    '[{"kind":"active","period":{"from":"nowhere"}}]',
    JSON.stringify(Array.from({ length: 9 }, () => all[2])),
  ];
  for (const text of wrong) expect(readAmong(text), text).toBeNull();
});

test.each<[Among, string]>([
  [{ kind: 'active', period: DAY }, 'loaded a page on 3 May 2026'],
  [{ kind: 'active', period: { days: 1 } }, 'loaded a page today'],
  [{ kind: 'active' }, 'loaded a page in the last 30 days'],
  [{ kind: 'active', period: DAY, page: '/o', not: true }, 'did not load /o on 3 May 2026'],
  [
    { kind: 'active', page: 'other', period: { days: 7 } },
    'loaded a page without a name of its own in the last 7 days',
  ],
  [{ kind: 'new', period: { days: 7 } }, 'loaded their first page in the last 7 days'],
  [{ kind: 'segment', segment: 'vip' }, 'are in VIP'],
  [{ kind: 'segment', segment: 'vip', not: true }, 'are not in VIP'],
  [{ kind: 'segment', segment: 'vip', period: DAY }, 'loaded a page on 3 May 2026 while in VIP'],
  [{ kind: 'entered', segment: 'vip', period: DAY }, 'entered VIP on 3 May 2026'],
])('%o is said as people say it', (among, words) => {
  expect(amongWords(among, nameOf)).toBe(words);
});

test('several are one sentence', () => {
  expect(usersWho(['loaded a page today'])).toBe('Users who loaded a page today');
  expect(usersWho(['a', 'b', 'c'])).toBe('Users who a, b and c');
});
