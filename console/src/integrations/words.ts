import type { AttributeType, Property, RejectedProperty } from '../shared/contract';
import { typeLabel } from './mapping';

/** Why one property was refused: `"n/a" is not a number`. */
export function refusalWords({ reason }: Pick<RejectedProperty, 'reason'>): string {
  const parts = /^(not an? [^:]+|a number out of range): (.+)$/s.exec(reason);
  return parts ? `${parts[2]} is ${parts[1]}` : reason;
}

/** The type that a value was refused for; null where the value itself was at fault. */
function refusedAs(reason: string): AttributeType | null {
  const [, kind] =
    /^(?:not an? )?(number|boolean|date|list of strings|a number out of range|a list of \d+)\b/.exec(
      reason,
    ) ?? [];
  switch (kind) {
    case 'number':
    case 'a number out of range':
      return 'number';
    case 'boolean':
    case 'date':
      return kind;
    case undefined:
      return /^not a string: /.test(reason) ? 'string' : null;
    default:
      return 'strings';
  }
}

/** What is read as a date. */
export const DATE_FORMS =
  'A date is 2026-05-01, 2026-05-01T10:00:00Z, or epoch seconds or milliseconds.';

/** Says of a value that was refused as a date which forms count; empty for other refusals. */
export const formsAfter = ({ reason }: Pick<RejectedProperty, 'reason'>): string =>
  refusedAs(reason) === 'date' ? DATE_FORMS : '';

/** A property as the mapping has it now; undefined where it has it no more. */
type Now = Pick<Property, 'path' | 'type'> | undefined;

/** What the mapping has otherwise now than when a property was refused; null where that is nothing. */
export function mended({ attribute, path, reason }: RejectedProperty, now: Now): string | null {
  if (now === undefined) return null;
  const as = refusedAs(reason);
  if (as !== null && as !== now.type) return `${attribute} is ${typeLabel(now.type)} now`;
  return path === now.path ? null : `${attribute} is read from ${now.path} now`;
}

/** What one can do about a refused property. */
export function refusalAdvice(property: RejectedProperty, now: Now): string {
  if (now === undefined) return 'The mapping has it no more.';
  const change = mended(property, now);
  if (change) return `${change}: replay this delivery.`;
  const { reason } = property;
  const as = refusedAs(reason);
  if (as === null) {
    return 'It was left as it was. The sender has to send a shorter or simpler value.';
  }
  return [
    'It was left as it was.',
    formsAfter({ reason }),
    `If it is no ${typeLabel(as).toLowerCase()} at all, change its type in the mapping; otherwise the sender has to send one.`,
  ]
    .filter(Boolean)
    .join(' ');
}
