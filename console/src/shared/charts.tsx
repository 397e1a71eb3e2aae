import { Skeleton } from '@mantine/core';
import { lazy, type ComponentProps } from 'react';
import { Later } from './Later';

// Charts weigh more than all the rest of a page, so they come after it.
const LazyBars = lazy(async () => ({ default: (await import('./mantine-charts')).BarChart }));
const LazyLines = lazy(async () => ({ default: (await import('./mantine-charts')).LineChart }));
const LazyAreas = lazy(async () => ({ default: (await import('./mantine-charts')).AreaChart }));

const waiting = (height: number | string | undefined) => <Skeleton h={height ?? 240} />;

/** Mantine's BarChart, loaded when it is first shown. Give `h` as a number. */
export function Bars(props: ComponentProps<typeof LazyBars> & { h: number }) {
  return (
    <Later fallback={waiting(props.h)}>
      <LazyBars {...props} />
    </Later>
  );
}

/** Mantine's LineChart, loaded when it is first shown. */
export function Lines(props: ComponentProps<typeof LazyLines> & { h: number }) {
  return (
    <Later fallback={waiting(props.h)}>
      <LazyLines {...props} />
    </Later>
  );
}

/** Mantine's AreaChart, loaded when it is first shown. */
export function Areas(props: ComponentProps<typeof LazyAreas> & { h: number }) {
  return (
    <Later fallback={waiting(props.h)}>
      <LazyAreas {...props} />
    </Later>
  );
}
