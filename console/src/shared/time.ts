const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** How long ago, or until, in the largest unit that fits: "3 minutes ago". */
export function ago(instant: string, now: Date = new Date()): string {
  const seconds = (new Date(instant).getTime() - now.getTime()) / 1000;
  for (const [unit, size] of UNITS) {
    if (Math.abs(seconds) >= size) return RELATIVE.format(Math.round(seconds / size), unit);
  }
  return seconds <= 0 ? 'just now' : 'in a moment';
}

/** How long ago, with the seconds of the last minute: "3 seconds ago". */
export function agoInSeconds(instant: string, now: Date): string {
  const seconds = Math.round((new Date(instant).getTime() - now.getTime()) / 1000);
  // A clock that is ahead by a little is no reason to speak of the future.
  if (seconds > -1) return seconds < 60 ? 'just now' : ago(instant, now);
  return seconds > -60 ? RELATIVE.format(seconds, 'second') : ago(instant, now);
}

/** The instant in full, in the browser's zone: "24 Nov 2026, 16:30:05". */
export function inFull(instant: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(instant),
  );
}

/** A count with its thousands apart: "12,345". */
export function count(number: number): string {
  return number.toLocaleString('en');
}

/** A part of a whole in percent: "12 %", "3.4 %". */
export function share(part: number, whole: number): string {
  const percent = whole === 0 ? 0 : (100 * part) / whole;
  if (percent > 0 && percent < 0.1) return 'under 0.1 %';
  // Not all, but rounded to it.
  if (percent < 100 && percent >= 99.5)
    return percent > 99.9 ? 'over 99.9 %' : `${percent.toFixed(1)} %`;
  return `${percent.toFixed(percent < 10 && percent > 0 ? 1 : 0)} %`;
}
