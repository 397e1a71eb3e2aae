// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { deliveryFilterOf } from './delivery-filter';

const of = (address: string) => deliveryFilterOf(new URLSearchParams(address));

test('an address narrows the deliveries down, and what is none of its words is left out', () => {
  expect(of('')).toEqual({});
  expect(of('outcome=rejected&code=identifier-missing&user=ann&text=plan&open=0f')).toEqual({
    outcome: 'rejected',
    code: 'identifier-missing',
    user: 'ann',
    text: 'plan',
  });
  expect(of('outcome=lost&code=bad-luck')).toEqual({});
  expect(of('code=toString')).toEqual({});
});

test('only what is refused has a reason', () => {
  expect(of('code=signature-invalid')).toEqual({ code: 'signature-invalid' });
  expect(of('outcome=accepted&code=signature-invalid')).toEqual({ outcome: 'accepted' });
});

test('days are those of the browser, and the last one counts whole', () => {
  expect(of('from=2026-05-01&to=2026-05-02')).toEqual({
    from: new Date('2026-05-01T00:00').toISOString(),
    to: new Date('2026-05-03T00:00').toISOString(),
  });
});
