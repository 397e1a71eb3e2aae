import type { AttributeType } from './contract';
import { zonedParts } from './zoned-parts';

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

const partsAt = zonedParts('en-GB', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function dateWords(instant: string, timeZone: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  const parts = partsAt(date, timeZone);
  const day = `${parts.day} ${parts.month} ${parts.year}`;
  const clock = `${parts.hour}:${parts.minute}`;
  return clock === '00:00' && parts.second === '00' ? day : `${day}, ${clock}`;
}
