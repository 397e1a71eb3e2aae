import type { ChartData } from './data';

export interface Place {
  series: number;
  point: number;
}

/**
 * Where a key leads in a chart: along the axis, and from series to series.
 *
 * @return null for keys that lead nowhere
 */
export function walked(
  key: string,
  { series, point }: Place,
  { kind, points, series: all }: ChartData,
): Place | null {
  const lying = kind === 'lying';
  const along = (step: number) => ({ series, point: within(point + step, points.length) });
  const across = (step: number) => ({ point, series: within(series + step, all.length) });
  const far = Math.max(2, Math.round(points.length / 10));
  switch (key) {
    case 'ArrowRight':
      return lying ? across(1) : along(1);
    case 'ArrowLeft':
      return lying ? across(-1) : along(-1);
    case 'ArrowDown':
      return lying ? along(1) : across(1);
    case 'ArrowUp':
      return lying ? along(-1) : across(-1);
    case 'PageDown':
      return along(far);
    case 'PageUp':
      return along(-far);
    case 'Home':
      return { series, point: 0 };
    case 'End':
      return { series, point: points.length - 1 };
    default:
      return null;
  }
}

const within = (at: number, length: number): number => Math.max(0, Math.min(length - 1, at));
