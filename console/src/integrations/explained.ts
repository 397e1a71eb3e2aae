import type { Delivery } from '../shared/contract';

/** Why something was refused, and what one can do about it. */
interface Explained {
  what: string;
  next: string;
}

/** By the code of the refusal. */
export const REASONS: Record<string, Explained> = {
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
  'malformed-form': {
    what: 'It is not a well-formed form',
    next: 'The sender has to mend it, or to send JSON instead, if it can.',
  },
  'malformed-xml': {
    what: 'It is not well-formed XML',
    next: 'The sender has to mend it: nothing of it can be read.',
  },
  'not-json': {
    what: 'It is in no form that is understood',
    next: 'Set the sender to JSON, with the content type application/json; a form and SOAP are understood too.',
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
  'signature-invalid': {
    what: 'It is not proved to be the sender’s',
    next: 'If it is, compare the secret of this endpoint with the one that the sender has: each environment has its own. How calls are proved is set under Receiving.',
  },
  'access-token-missing': {
    what: 'It shows no access token',
    next: 'The sender fetches one with its OAuth2 client (Settings, Tokens) and sends it as Authorization: Bearer. How calls are proved is set under Receiving.',
  },
  'access-token-invalid': {
    what: 'Its access token does not hold',
    next: 'It may be over a day old, or of a client that was revoked: the sender has to fetch a new one.',
  },
  'insufficient-scope': {
    what: 'Its OAuth2 client may not send values',
    next: 'Make a client that may, under Settings, Tokens.',
  },
  'address-not-allowed': {
    what: 'It came from an address that may not send',
    next: 'If it is the sender’s, add it to the allowed addresses, under Receiving.',
  },
  'items-missing': {
    what: 'There are no objects where they should be',
    next: 'Say under Receiving where in the body they are.',
  },
};

/** Why nothing was taken where nothing is wrong. */
const LEFT: Record<'ignored' | 'duplicate' | 'stale', Explained> = {
  ignored: {
    what: 'Events of this kind are not taken',
    next: 'If they are wanted, add the kind to those that are taken, under Receiving.',
  },
  duplicate: { what: 'The same was taken before', next: '' },
  stale: { what: 'All that it says is older than what is known', next: '' },
};

/** Why nothing of a delivery was taken; null if something was. */
export function explained({ outcome, code }: Pick<Delivery, 'outcome' | 'code'>): Explained | null {
  switch (outcome) {
    case 'accepted':
    case 'partial':
      return null;
    case 'rejected':
      return REASONS[code ?? ''] ?? { what: 'It was refused', next: '' };
    case 'ignored':
    case 'duplicate':
    case 'stale':
      return LEFT[outcome];
  }
}
