import type { AttributeType, ListedUser } from '../shared/contract';
import { count } from '../shared/time';

/** What a user has in a column; null where that is nothing. */
export function valueIn(user: ListedUser, field: string): unknown {
  switch (field) {
    case 'user.firstSeen':
      return user.firstSeen;
    case 'user.lastSeen':
      return user.lastSeen;
    case 'user.sessions':
      return user.sessions;
    default:
      return (
        user.attributes.find(({ integration, name }) => `${integration}.${name}` === field)
          ?.value ?? null
      );
  }
}

/** A value as people read it: dates in the zone, and only their day where they begin one. */
export function words(value: unknown, type: AttributeType, timeZone: string): string {
  if (value === null || value === undefined) return '';
  switch (type) {
    case 'boolean':
      return value === true ? 'yes' : 'no';
    case 'number':
      return numbers.format(value as number);
    case 'date':
      return dateWords(value as string, timeZone);
    case 'strings':
      return (value as string[]).join(', ');
    case 'string':
      return value as string;
  }
}

const numbers = new Intl.NumberFormat('en', { maximumFractionDigits: 20 });

// To make one takes longer than to show a screen of rows with it.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone,
  });
  formats.set(timeZone, format);
  return format;
}

function dateWords(instant: string, timeZone: string): string {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.day} ${parts.month} ${parts.year}`;
  const clock = `${parts.hour}:${parts.minute}`;
  return clock === '00:00' && parts.second === '00' ? day : `${day}, ${clock}`;
}

/** How many there are of how many, and which share that is: "12 of 480 users, 2.5 %". */
export function share(matching: number, total: number): string {
  if (matching === total) return `${count(total)} ${total === 1 ? 'user' : 'users'}`;
  const percent = total === 0 ? 0 : (100 * matching) / total;
  const shown =
    percent > 0 && percent < 0.1
      ? 'under 0.1'
      : percent.toFixed(percent < 10 ? 1 : 0).replace(/\.0$/, '');
  return `${count(matching)} of ${count(total)} users, ${shown} %`;
}
