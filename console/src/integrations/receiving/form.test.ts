import { expect, test } from 'vitest';
import type { Receiving } from '../../shared/contract';
import { ProblemError } from '../../shared/problem';
import { errorsAt, faults, filledIn, formOf, receivingOf } from './form';

const WHOLE: Receiving = {
  preset: 'stripe',
  itemsPath: 'data.people',
  deliveryId: { header: 'x-delivery' },
  eventTime: { path: 'at' },
  events: { path: 'type', take: ['customer.*', 'signup'] },
  signature: {
    scheme: 'hmac',
    header: 'x-signature',
    prefix: 'v1=',
    digest: 'sha512',
    encoding: 'base64',
    toleranceSeconds: 60,
  },
  allowedAddresses: ['203.0.113.0/24'],
  rateLimit: { perSecond: 50, burst: 200 },
  sourceRateLimit: { perSecond: 5 },
};

test('what is edited and not changed stays as it was', () => {
  expect(receivingOf(formOf(WHOLE), WHOLE)).toEqual(WHOLE);
  expect(receivingOf(formOf({}), {})).toEqual({});
  expect(receivingOf(formOf(undefined), undefined)).toEqual({});
  const known: Receiving = { signature: { scheme: 'stripe', toleranceSeconds: 300 } };
  expect(receivingOf(formOf(known), known)).toEqual(known);
});

test('what is known of a sender is filled in, and who may send from where stays', () => {
  const known: Receiving = {
    preset: 'github',
    events: { header: 'x-github-event', take: ['push'] },
    signature: { scheme: 'github', toleranceSeconds: 300 },
  };
  const { allowedAddresses, rateLimit, sourceRateLimit } = WHOLE;
  expect(receivingOf(filledIn(formOf(WHOLE), known), WHOLE)).toEqual({
    ...known,
    allowedAddresses,
    rateLimit,
    sourceRateLimit,
  });
});

test('what the form does not know stays, and what is taken out of it goes', () => {
  const more = { ...WHOLE, later: { perSecond: 5 } } as Receiving;
  const cleared = {
    ...formOf(more),
    itemsPath: ' ',
    deliveryIdIn: 'nowhere' as const,
    eventsIn: 'nowhere' as const,
    scheme: '',
    allowedAddresses: [],
    ratePerSecond: '',
    rateBurst: '',
    sourcePerSecond: '',
  };
  expect(receivingOf(cleared, more)).toEqual({
    preset: 'stripe',
    eventTime: { path: 'at' },
    later: { perSecond: 5 },
  });
});

test('only an HMAC of one’s own has a digest, and only what has a field names it', () => {
  const form = { ...formOf(WHOLE), scheme: 'basic' };
  expect(receivingOf(form).signature).toEqual({ scheme: 'basic', toleranceSeconds: 60 });
  expect(receivingOf({ ...form, scheme: 'header' }).signature).toEqual({
    scheme: 'header',
    header: 'x-signature',
    toleranceSeconds: 60,
  });
});

test('what is missing is said before it is sent', () => {
  const form = { ...formOf({}), eventsIn: 'header' as const, scheme: 'header' };
  expect(faults.events('', form)).toBe('Name the header field.');
  expect(faults.take([], form)).toContain('at least one kind');
  expect(faults.header(' ', form)).toBe('Name the header field.');
  expect(faults.toleranceSeconds('', { ...form, scheme: 'stripe' })).toContain('86,400');
  expect(faults.toleranceSeconds('', form)).toBeNull();
  expect(faults.deliveryId('', form)).toBeNull();
  expect(faults.rateBurst(9, form)).toContain('calls a second');
  expect(faults.rateBurst('', form)).toBeNull();
});

test('what the server refuses is shown at its field, with which one of several it means', () => {
  const form = { ...formOf({}), allowedAddresses: ['10.0.0.0/8', 'nowhere'], take: ['a', ' '] };
  const error = new ProblemError({
    type: 'https://muster.dev/problems/invalid',
    title: 'Invalid content',
    status: 422,
    detail: '',
    errors: [
      { path: 'receiving.allowedAddresses[1]', reason: 'is not an address' },
      { path: 'receiving.events.take[1]', reason: 'is empty' },
      { path: 'receiving.deliveryId.header', reason: 'is not the name of a header field' },
      { path: 'receiving.events.path', reason: 'is empty' },
      { path: 'receiving.rateLimit.burst', reason: 'must be at least 1' },
      { path: 'receiving.sourceRateLimit.perSecond', reason: 'must be at least 1' },
      { path: 'name', reason: 'is empty' },
    ],
  });
  expect(errorsAt(error, form)).toEqual({
    allowedAddresses: 'nowhere: is not an address',
    take: ' : is empty',
    deliveryId: 'is not the name of a header field',
    events: 'is empty',
    rateBurst: 'must be at least 1',
    sourcePerSecond: 'must be at least 1',
    name: 'is empty',
  });
});
