import { Anchor } from '@mantine/core';
import { Link, type To } from 'react-router';
import { count } from '../shared/time';

interface Props {
  users: number;
  /** Whose number it is, as it is told without its row and column: "in Pro only". */
  words: string;
  /** Where they are listed; null where no list can be asked for them. */
  to: { to: To; state: unknown } | null;
}

/** A number of users that leads to them. */
export function UserCount({ users, words, to }: Props) {
  if (users === 0 || !to) return count(users);
  return (
    <Anchor component={Link} {...to} inherit aria-label={`${usersWords(users)} ${words}`}>
      {count(users)}
    </Anchor>
  );
}

/** "1 user", "12 users". */
export const usersWords = (users: number): string =>
  `${count(users)} ${users === 1 ? 'user' : 'users'}`;
