import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { afterwards, Dependents } from './Dependents';
import { renderInApp } from './render';

const DEPENDENTS = [
  { kind: 'segment', key: 'premium', name: 'Premium', where: 'draft' },
  { kind: 'segment', key: 'premium', name: 'Premium', where: 'live in production' },
  { kind: 'filter', key: 'large', name: 'Large ones', where: 'saved' },
];

test('what depends on something is named in words, and leads to its page', () => {
  renderInApp(
    <Dependents dependents={DEPENDENTS} />,
    '/systems/:system/:environment/integrations',
    '/systems/shop/test/integrations',
  );
  expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    'Segment Premium',
    'Segment Premium, live in production',
    'Saved filter Large ones',
  ]);
  expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual([
    '/systems/shop/test/segments/premium',
    '/systems/shop/test/segments/premium',
    '/systems/shop/test/insights?filter=large',
  ]);
});

test('outside of a system they are named all the same', () => {
  renderInApp(<Dependents dependents={DEPENDENTS} />);
  expect(screen.queryByRole('link')).not.toBeInTheDocument();
  expect(screen.getByText('Large ones')).toBeInTheDocument();
});

test('what becomes of them depends on what they are', () => {
  const [draft, , filter] = DEPENDENTS;
  expect(afterwards([draft!])).toMatch(/match nobody until they are mended\. Nothing can be pub/);
  expect(afterwards([draft!], true)).toMatch(/as they are edited they match nobody/);
  expect(afterwards([draft!, filter!])).toMatch(/filters cannot be used\. Nothing can be pub/);
  expect(afterwards([filter!])).not.toMatch(/published/);
});
