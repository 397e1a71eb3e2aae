import type { ListedUser } from '../shared/contract';
import { count, share } from '../shared/time';

/** What a user has in a column; null where that is nothing. */
export function valueIn(user: ListedUser, field: string): unknown {
  switch (field) {
    case 'user.firstSeen':
      return user.firstSeen;
    case 'user.lastSeen':
      return user.lastSeen;
    case 'user.sessions':
      return user.sessions;
    case 'user.pageLoads':
      return user.pageLoads;
    case 'user.activeDays':
      return user.activeDays;
    default:
      return (
        user.attributes.find(({ integration, name }) => `${integration}.${name}` === field)
          ?.value ?? null
      );
  }
}

/** How many there are of how many, and which share that is: "12 of 480 users, 2.5 %". */
export function howMany(matching: number, total: number): string {
  if (matching === total) return `${count(total)} ${total === 1 ? 'user' : 'users'}`;
  return `${count(matching)} of ${count(total)} users, ${share(matching, total)}`;
}
