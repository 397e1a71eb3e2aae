import type { SeriesColor } from './colors';

/** What a chart is drawn of, told aloud from, and what stands in its table. */
export interface ChartData {
  /** What is shown, as a sentence would begin: "Active users by day". */
  title: string;
  /**
   * `lines` and `area` over time, `bars` that stand for ranges and few values, `lying` bars for
   * values with long names.
   */
  kind: 'lines' | 'area' | 'bars' | 'lying';
  /** What lies along the axis: days, ranges, values. */
  points: Point[];
  series: Series[];
  /** What the points are: "Day", "Plan". */
  axis: string;
  /** What is counted: "Users". */
  measure: string;
  /** How a value is written; left out: with its thousands apart. */
  format?: ((value: number) => string) | undefined;
  /** The greatest value that there can be, as 1 of shares; left out: as the values have it. */
  most?: number | undefined;
  /** The place of a point that is not over yet: of lines, the way to it is dashed, and it is open. */
  ongoing?: number | undefined;
  /** Parts that add up to a whole: on top of each other. */
  stacked?: boolean | undefined;
}

export interface Point {
  /** In full: "3 May 2026". */
  label: string;
  /** What of it fits below an axis: "3 May". */
  tick?: string;
}

export interface Series {
  name: string;
  /** One a point; null where there is none. */
  values: (number | null)[];
  /** Whether it is there only to compare with: drawn faintly. */
  past?: boolean;
  /** Left out: by its place among the series. */
  color?: SeriesColor;
}

/** A place of the drawing, in the words of ECharts. */
interface DrawnPlace {
  seriesIndex: number;
  dataIndex: number;
}

/** Whether the last stretch of a series is drawn by itself, as its point is not over. */
export const hasTail = ({ kind, ongoing }: ChartData, { past }: Series): boolean =>
  ongoing !== undefined && !past && (kind === 'lines' || kind === 'area');

/** Where a value is drawn: tails come after all series, in their order. */
export function drawnAt(data: ChartData, series: number, point: number): DrawnPlace {
  const one = data.series[series];
  if (!one || point !== data.ongoing || !hasTail(data, one)) {
    return { seriesIndex: series, dataIndex: point };
  }
  const before = data.series.slice(0, series).filter((other) => hasTail(data, other)).length;
  return { seriesIndex: data.series.length + before, dataIndex: point };
}

/** Which value somebody chose. */
export type Picked = (series: number, point: number) => void;
