import type { Receiving } from '../../shared/contract';
import { fieldErrors } from '../../shared/problem';

/** Where something stands in what comes; `nowhere` if the sender does not say it. */
export type Where = 'nowhere' | 'header' | 'path';

/** How an integration receives, as it is edited: everything is there, and empty where it is not set. */
export interface ReceivingForm {
  /** The sender that it was filled in for; empty for none. */
  preset: string;
  itemsPath: string;
  deliveryIdIn: Where;
  deliveryId: string;
  eventTimeIn: Where;
  eventTime: string;
  eventsIn: Where;
  events: string;
  take: string[];
  /** Empty: nothing has to be proved. */
  scheme: string;
  header: string;
  prefix: string;
  digest: string;
  encoding: string;
  toleranceSeconds: number | string;
  allowedAddresses: string[];
  /** Empty: no limit. */
  ratePerSecond: number | string;
  rateBurst: number | string;
  sourcePerSecond: number | string;
  sourceBurst: number | string;
}

type Place = Receiving['deliveryId'];
type Signature = NonNullable<Receiving['signature']>;

const TOLERANCE_SECONDS = 300;

/** The schemes whose field can be chosen. */
export const hasHeader = (scheme: string): boolean => scheme === 'hmac' || scheme === 'header';

/** The schemes that say the secret as it is, so that nothing of them grows old. */
export const isTimeless = (scheme: string): boolean =>
  ['', 'header', 'basic', 'oauth2', 'hmac', 'github', 'shopify', 'segment', 'intercom'].includes(
    scheme,
  );

const whereOf = (place: Place): Where =>
  place?.header !== undefined ? 'header' : place?.path !== undefined ? 'path' : 'nowhere';

const textOf = (place: Place): string => place?.header ?? place?.path ?? '';

export function formOf(receiving: Receiving = {}): ReceivingForm {
  const { deliveryId, eventTime, events, signature } = receiving;
  return {
    preset: receiving.preset ?? '',
    itemsPath: receiving.itemsPath ?? '',
    deliveryIdIn: whereOf(deliveryId),
    deliveryId: textOf(deliveryId),
    eventTimeIn: whereOf(eventTime),
    eventTime: textOf(eventTime),
    eventsIn: whereOf(events),
    events: textOf(events),
    take: events?.take ?? [],
    scheme: signature?.scheme ?? '',
    header: signature?.header ?? '',
    prefix: signature?.prefix ?? '',
    digest: signature?.digest ?? 'sha256',
    encoding: signature?.encoding ?? 'hex',
    toleranceSeconds: signature?.toleranceSeconds ?? TOLERANCE_SECONDS,
    allowedAddresses: receiving.allowedAddresses ?? [],
    ratePerSecond: receiving.rateLimit?.perSecond ?? '',
    rateBurst: receiving.rateLimit?.burst ?? '',
    sourcePerSecond: receiving.sourceRateLimit?.perSecond ?? '',
    sourceBurst: receiving.sourceRateLimit?.burst ?? '',
  };
}

/** As a sender is known to send. Who may send from where, and how often, is not known of it: that stays. */
export const filledIn = (form: ReceivingForm, known: Receiving): ReceivingForm => {
  const { allowedAddresses, ratePerSecond, rateBurst, sourcePerSecond, sourceBurst } = form;
  return {
    ...formOf(known),
    allowedAddresses,
    ratePerSecond,
    rateBurst,
    sourcePerSecond,
    sourceBurst,
  };
};

/** What the form edits; anything else is left as it is. */
const EDITED: ReadonlySet<string> = new Set<keyof Receiving>([
  'preset',
  'itemsPath',
  'deliveryId',
  'eventTime',
  'events',
  'signature',
  'allowedAddresses',
  'rateLimit',
  'sourceRateLimit',
]);

const placeOf = (where: Where, text: string): Place =>
  where === 'nowhere' ? undefined : { [where]: text.trim() };

const rateOf = (perSecond: number | string, burst: number | string): Receiving['rateLimit'] =>
  perSecond === ''
    ? undefined
    : { perSecond: Number(perSecond), ...(burst === '' ? {} : { burst: Number(burst) }) };

/**
 * What is sent, since it is replaced as a whole.
 *
 * @param before as it was: what the form does not know stays
 */
export function receivingOf(form: ReceivingForm, before: Receiving = {}): Receiving {
  const receiving: Receiving = Object.fromEntries(
    Object.entries(before).filter(([name]) => !EDITED.has(name)),
  );
  if (form.preset) receiving.preset = form.preset;
  if (form.itemsPath.trim()) receiving.itemsPath = form.itemsPath.trim();
  const deliveryId = placeOf(form.deliveryIdIn, form.deliveryId);
  if (deliveryId) receiving.deliveryId = deliveryId;
  const eventTime = placeOf(form.eventTimeIn, form.eventTime);
  if (eventTime) receiving.eventTime = eventTime;
  const events = placeOf(form.eventsIn, form.events);
  if (events) receiving.events = { ...events, take: form.take.map((kind) => kind.trim()) };
  if (form.scheme) receiving.signature = signatureOf(form);
  const addresses = form.allowedAddresses.map((range) => range.trim());
  if (addresses.length > 0) receiving.allowedAddresses = addresses;
  const rate = rateOf(form.ratePerSecond, form.rateBurst);
  if (rate) receiving.rateLimit = rate;
  const source = rateOf(form.sourcePerSecond, form.sourceBurst);
  if (source) receiving.sourceRateLimit = source;
  return receiving;
}

function signatureOf(form: ReceivingForm): Signature {
  return {
    scheme: form.scheme as Signature['scheme'],
    toleranceSeconds: Number(form.toleranceSeconds),
    ...(hasHeader(form.scheme) && { header: form.header.trim() }),
    ...(form.scheme === 'hmac' && {
      prefix: form.prefix,
      digest: form.digest as NonNullable<Signature['digest']>,
      encoding: form.encoding as NonNullable<Signature['encoding']>,
    }),
  };
}

/** What is wrong before it is sent. */
export const faults = {
  deliveryId: (text: string, { deliveryIdIn }: ReceivingForm) => placeFault(deliveryIdIn, text),
  eventTime: (text: string, { eventTimeIn }: ReceivingForm) => placeFault(eventTimeIn, text),
  events: (text: string, { eventsIn }: ReceivingForm) => placeFault(eventsIn, text),
  take: (take: string[], { eventsIn }: ReceivingForm) =>
    eventsIn !== 'nowhere' && take.length === 0
      ? 'Name at least one kind of event, or let all be taken.'
      : null,
  header: (text: string, { scheme }: ReceivingForm) =>
    hasHeader(scheme) && !text.trim() ? 'Name the header field.' : null,
  toleranceSeconds: (seconds: number | string, { scheme }: ReceivingForm) =>
    !isTimeless(scheme) && !(Number(seconds) >= 1 && Number(seconds) <= 86_400)
      ? 'From 1 to 86,400 seconds.'
      : null,
  rateBurst: (burst: number | string, { ratePerSecond }: ReceivingForm) =>
    burstFault(burst, ratePerSecond),
  sourceBurst: (burst: number | string, { sourcePerSecond }: ReceivingForm) =>
    burstFault(burst, sourcePerSecond),
};

const burstFault = (burst: number | string, perSecond: number | string) =>
  burst !== '' && perSecond === '' ? 'Say how many calls a second, too.' : null;

const placeFault = (where: Where, text: string) =>
  where === 'header' && !text.trim()
    ? 'Name the header field.'
    : where === 'path' && !text.trim()
      ? 'Say the path.'
      : null;

/** The fields by the places of which the server speaks, the longer ones first. */
const FIELDS: [place: string, field: keyof ReceivingForm][] = [
  ['events.take', 'take'],
  ['events', 'events'],
  ['itemsPath', 'itemsPath'],
  ['deliveryId', 'deliveryId'],
  ['eventTime', 'eventTime'],
  ['signature.header', 'header'],
  ['signature.prefix', 'prefix'],
  ['signature.digest', 'digest'],
  ['signature.encoding', 'encoding'],
  ['signature.toleranceSeconds', 'toleranceSeconds'],
  ['signature', 'scheme'],
  ['allowedAddresses', 'allowedAddresses'],
  ['rateLimit.burst', 'rateBurst'],
  ['rateLimit', 'ratePerSecond'],
  ['sourceRateLimit.burst', 'sourceBurst'],
  ['sourceRateLimit', 'sourcePerSecond'],
];

/** What the server refused, by the field that shows it. Of several in one field all are said. */
export function errorsAt(error: unknown, form: ReceivingForm): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const [path, reason] of Object.entries(fieldErrors(error))) {
    const place = path.replace(/^receiving\./, '');
    const field = FIELDS.find(([known]) => place.startsWith(known))?.[1] ?? path;
    const at = Number(/\[(\d+)\]$/.exec(place)?.[1] ?? NaN);
    const named = field === 'take' || field === 'allowedAddresses' ? form[field][at] : undefined;
    const words = named === undefined ? reason : `${named}: ${reason}`;
    errors[field] = errors[field] ? `${errors[field]}; ${words}` : words;
  }
  return errors;
}
