import type { AttributeType } from './contract';

/**
 * A value as people read it: dates in the zone, and only their day where they begin one.
 *
 * @param type undefined where that is not known any more; a date is then shown as it was sent
 */
export function valueWords(
  value: unknown,
  type: AttributeType | undefined,
  timeZone: string,
): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'boolean') return yesOrNo(value);
  if (typeof value === 'number') return numbers.format(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  return type === 'date' ? dateWords(value, timeZone) : value;
}

/** What true and false are called wherever people read them; conditions in words say the same. */
export const yesOrNo = (value: boolean): string => (value ? 'yes' : 'no');

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
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const day = `${parts.day} ${parts.month} ${parts.year}`;
  const clock = `${parts.hour}:${parts.minute}`;
  return clock === '00:00' && parts.second === '00' ? day : `${day}, ${clock}`;
}
