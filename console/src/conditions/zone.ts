const PARTS: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};

/** What a clock on the wall of the zone shows at the instant: `2026-05-01 10:00:00`. */
export function inZone(instant: string, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', { ...PARTS, timeZone });
  const part = Object.fromEntries(
    format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return `${part.year}-${part.month}-${part.day} ${part.hour}:${part.minute}:${part.second}`;
}

/** The instant at which a clock on the wall of the zone shows it, as RFC 3339 in UTC. */
export function fromZone(wall: string, timeZone: string): string {
  const wanted = Date.parse(`${wall.replace(' ', 'T')}Z`);
  const shown = (instant: number) =>
    Date.parse(`${inZone(new Date(instant).toISOString(), timeZone).replace(' ', 'T')}Z`);
  // Twice, as the first step may cross a change of the clock.
  let instant = wanted;
  for (let step = 0; step < 2; step++) instant += wanted - shown(instant);
  return new Date(instant).toISOString().replace('.000Z', 'Z');
}
