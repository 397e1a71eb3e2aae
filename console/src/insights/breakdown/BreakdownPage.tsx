import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy } from 'react';
import { Later } from '../../shared/Later';
import { Page } from '../../shared/Page';
import { useAsked } from '../frame/asked';

// One of them is looked at, with the charts that come after the page as well.
const BreakdownPanel = lazy(async () => ({
  default: (await import('./BreakdownPanel')).BreakdownPanel,
}));
const CrossPanel = lazy(async () => ({ default: (await import('./CrossPanel')).CrossPanel }));
const NumbersPanel = lazy(async () => ({
  default: (await import('./NumbersPanel')).NumbersPanel,
}));

const WAYS = [
  { value: 'one', label: 'One attribute' },
  { value: 'two', label: 'Two attributes' },
  { value: 'numbers', label: 'Numbers' },
];

/** What the matching users are like: by one attribute, by two at once, or their numbers. */
export function Component() {
  const asked = useAsked();
  const way = WAYS.find(({ value }) => value === asked.search.get('show'))?.value ?? 'one';
  return (
    <Page title="Breakdown" about="What the users are like, as they are now, whatever the period.">
      <SegmentedControl
        aria-label="What is shown"
        data={WAYS}
        value={way}
        mb="lg"
        onChange={(value) => asked.set({ show: value === 'one' ? null : value })}
      />
      <Later fallback={<Skeleton h={360} />}>
        {way === 'one' ? (
          <BreakdownPanel asked={asked} />
        ) : way === 'two' ? (
          <CrossPanel asked={asked} />
        ) : (
          <NumbersPanel asked={asked} />
        )}
      </Later>
    </Page>
  );
}
