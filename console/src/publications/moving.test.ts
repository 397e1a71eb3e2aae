import { expect, test } from 'vitest';
import type { PublicationPreview } from '../shared/contract';
import { movingOf } from './moving';

const change = (
  segment: string,
  change: 'added' | 'changed' | 'removed' | 'same',
  entering: number | null,
  leaving: number | null,
) =>
  ({
    segment,
    name: segment,
    change,
    words: '',
    usersBefore: null,
    usersAfter: null,
    entering,
    leaving,
    needsPage: entering === null,
  }) satisfies PublicationPreview['changes'][number];

test('what changes is told segment by segment and in sum; what stays as it is, is not', () =>
  expect(
    movingOf([
      change('pro', 'changed', 3, 1),
      change('gone', 'removed', 0, 7),
      change('through-pro', 'same', 2, 0),
      change('still', 'same', 0, 0),
      change('on-pricing', 'added', null, null),
    ]),
  ).toEqual({
    rows: [
      { segment: 'pro', name: 'pro', entering: 3, leaving: 1 },
      { segment: 'gone', name: 'gone', entering: 0, leaving: 7 },
      { segment: 'through-pro', name: 'through-pro', entering: 2, leaving: 0 },
      { segment: 'on-pricing', name: 'on-pricing', entering: null, leaving: null },
    ],
    entering: 5,
    leaving: 8,
    unknown: 1,
  }));
