const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const NAMES =
  'january february march april may june july august september october november december'.split(
    ' ',
  );

/** As it is said where something else was typed. */
export const DAY_EXPECTED = 'Write 1 May 2026, 1/5/2026 (day first) or 2026-05-01.';

/** What was typed as a whole day; null where it is none, since a part would have to be guessed. */
export function dayOf(typed: string): string | null {
  const text = typed.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (iso) return real(iso[1], iso[2], iso[3]);
  const numbers = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/.exec(text);
  if (numbers) return real(numbers[4], numbers[3], numbers[1]);
  const words = /^(\d{1,2}) +([a-z]+)\.? +(\d{1,4})$/.exec(text);
  if (!words) return null;
  const month = [...MONTHS, ...NAMES].indexOf(words[2] === 'sept' ? 'sep' : (words[2] ?? ''));
  return month < 0 ? null : real(words[3], String((month % 12) + 1), words[1]);
}

/** The day in ISO 8601, if the calendar has it. */
function real(year = '', month = '', day = ''): string | null {
  const iso = `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const date = new Date(`${iso}T00:00:00Z`);
  const there = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return there && Number(year) > 0 ? iso : null;
}
