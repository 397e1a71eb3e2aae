import type { AttributeType, Delivery, RejectedProperty } from '../shared/contract';
import { typeLabel } from './mapping';

/** Why something was refused, and what one can do about it. */
interface Explained {
  what: string;
  next: string;
}

const WHOLE: Record<string, Explained> = {
  'identifier-missing': {
    what: 'It does not say whom it is about',
    next: 'If another field tells the user, choose it as the identifier in the mapping. Otherwise the sender has to send one.',
  },
  'nothing-usable': {
    what: 'Nothing in it could be used',
    next: 'Each value is of another type than the mapping expects. Change the types in the mapping, or what the sender sends.',
  },
  'malformed-json': {
    what: 'It is not well-formed JSON',
    next: 'The sender has to mend it: nothing of it can be read.',
  },
  'not-json': {
    what: 'It is not JSON',
    next: 'Set the sender to JSON, with the content type application/json.',
  },
  'not-an-object': {
    what: 'It is neither an object nor an array of objects',
    next: 'The sender has to send names with values.',
  },
  'body-too-large': { what: 'It is too large', next: 'Let the sender send less at a time.' },
  'batch-too-large': {
    what: 'It holds too many objects',
    next: 'Let the sender send fewer at a time.',
  },
  'too-deep': { what: 'It is nested too deeply', next: 'The sender has to send it flatter.' },
  'too-many-keys': { what: 'It has too many names', next: 'Let the sender send less at a time.' },
  'malformed-encoding': {
    what: 'Its compression is broken',
    next: 'Let the sender send it uncompressed.',
  },
  'unsupported-encoding': {
    what: 'Its compression is unknown',
    next: 'Let the sender use gzip, or none.',
  },
  'unsupported-charset': { what: 'It is not UTF-8', next: 'Let the sender send UTF-8.' },
};

/** Why a whole delivery was refused; null if it was not. */
export function explained({ outcome, code }: Pick<Delivery, 'outcome' | 'code'>): Explained | null {
  if (outcome !== 'rejected') return null;
  return WHOLE[code ?? ''] ?? { what: 'It was refused', next: '' };
}

/** Why one property was refused: `"n/a" is not a number`. */
export function refusalWords({ reason }: Pick<RejectedProperty, 'reason'>): string {
  const parts = /^(not an? [^:]+|a number out of range): (.+)$/s.exec(reason);
  return parts ? `${parts[2]} is ${parts[1]}` : reason;
}

/** What one can do about a refused property. */
export function refusalAdvice(type: AttributeType | undefined): string {
  if (type === undefined) return 'The mapping has changed since.';
  return type === 'string'
    ? 'It was left as it was. The sender has to send a shorter or simpler value.'
    : `It was left as it was. If it is no ${typeLabel(type).toLowerCase()} at all, change its type in the mapping; otherwise the sender has to send one.`;
}
