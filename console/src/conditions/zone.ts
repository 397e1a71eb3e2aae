import { zonedParts } from '../shared/zoned-parts';

// The years that the server takes in a date.
const FIRST = Date.parse('0001-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59Z');

const capped = (millis: number): number => Math.min(Math.max(millis, FIRST), LAST);

/** An RFC 3339 instant; the server writes a year of five digits as `+10000`, JavaScript reads six. */
export const instantOf = (instant: string): number =>
  Date.parse(
    instant.replace(/^([+-])(\d+)-/, (_, sign: string, year: string) => {
      return `${sign}${year.padStart(6, '0')}-`;
    }),
  );

const partsAt = zonedParts('en-CA', {
  era: 'short',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** What a clock on the wall of the zone shows at the instant, as if it were one of UTC. */
function wallAt(instant: number, timeZone: string): number {
  const part = partsAt(instant, timeZone);
  const year = part.era?.startsWith('B') ? 1 - Number(part.year) : Number(part.year);
  const wall = new Date(0);
  wall.setUTCFullYear(year, Number(part.month) - 1, Number(part.day));
  return wall.setUTCHours(Number(part.hour), Number(part.minute), Number(part.second));
}

/**
 * What a clock on the wall of the zone shows at the instant: `2026-05-01 10:00:00`. What is before
 * the year 1 or after 9999 there is taken for the first or last second of these; what is no instant
 * stays as it is.
 */
export function inZone(instant: string, timeZone: string): string {
  const millis = instantOf(instant);
  if (Number.isNaN(millis)) return instant;
  const wall = new Date(capped(wallAt(millis, timeZone))).toISOString();
  return wall.slice(0, 19).replace('T', ' ');
}

/** The instant at which a clock on the wall of the zone shows it, as RFC 3339 in UTC. */
export function fromZone(wall: string, timeZone: string): string {
  const wanted = Date.parse(`${wall.replace(' ', 'T')}Z`);
  // Twice, as the first step may cross a change of the clock.
  let instant = wanted;
  for (let step = 0; step < 2; step++) instant += wanted - wallAt(instant, timeZone);
  return new Date(capped(instant)).toISOString().replace('.000Z', 'Z');
}
