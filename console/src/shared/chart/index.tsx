import { Skeleton } from '@mantine/core';
import { lazy } from 'react';
import { Later } from '../Later';
import type { ChartProps } from './Figure';

export type { ChartProps } from './Figure';
export type { SeriesColor } from './colors';
export type { Picked, Point, Series } from './data';

// ECharts weighs nearly as much as all the rest of a page, so it comes after it.
const LazyFigure = lazy(async () => ({ default: (await import('./Figure')).Figure }));

/** How high a chart of lying bars is, so that each has its room. */
export const lyingHeight = (points: number, series: number): number =>
  Math.max(120, 48 + points * Math.max(26, series * 13 + 8));

/**
 * A chart: drawn by ECharts in the colours of the theme, with a table, a description and a way by keyboard; loaded
 * when it is first shown.
 */
export function Chart(props: ChartProps) {
  return (
    <Later fallback={<Skeleton h={(props.height ?? 280) + 34} />}>
      <LazyFigure {...props} />
    </Later>
  );
}
