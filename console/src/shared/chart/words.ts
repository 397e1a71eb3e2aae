import { count } from '../time';
import { capitalised } from '../words';
import type { ChartData, Series } from './data';

/** More are in the table; told aloud they would be too much to remember. */
const SERIES_TOLD_MAX = 4;

export const formatOf = ({ format }: ChartData): ((value: number) => string) => format ?? count;

/** What a chart shows in a few sentences, for those who do not see it. */
export function chartWords(data: ChartData): string {
  const { title, kind, points, series } = data;
  const first = points[0];
  const last = points.at(-1);
  if (!first || !last) return `${title}: nothing to show.`;
  const reach =
    points.length === 1
      ? first.label
      : kind === 'lying'
        ? `${points.length} values`
        : `${points.length} points from ${first.label} to ${last.label}`;
  const told = series.slice(0, SERIES_TOLD_MAX).map((one) => seriesWords(one, data));
  const rest = series.length - told.length;
  return [
    `${title}: ${reach}.`,
    ...told,
    ...(rest > 0 ? [`${rest} more series ${rest === 1 ? 'is' : 'are'} in the table.`] : []),
  ].join(' ');
}

function seriesWords({ name, values }: Series, data: ChartData): string {
  const format = formatOf(data);
  const known = values.flatMap((value, at) => (value === null ? [] : [{ value, at }]));
  const begin = data.series.length > 1 ? `${name}: ` : '';
  const words = () => {
    if (known.length === 0) return 'no values';
    const highest = known.reduce((found, one) => (one.value > found.value ? one : found));
    const lowest = known.reduce((found, one) => (one.value < found.value ? one : found));
    const at = ({ at }: { at: number }) => data.points[at]?.label ?? '';
    if (highest.value > lowest.value) {
      return `highest ${format(highest.value)} at ${at(highest)}, lowest ${format(lowest.value)} at ${at(lowest)}`;
    }
    return known.length === 1 ? format(highest.value) : `always ${format(highest.value)}`;
  };
  return `${begin ? begin + words() : capitalised(words())}.`;
}

/** One value with all that is needed to know what it is: "3 May 2026, Pro: 312". */
export function valueWordsOf(data: ChartData, series: number, point: number): string {
  const one = data.series[series];
  const value = one?.values[point] ?? null;
  const words = value === null ? 'no value' : formatOf(data)(value);
  const name = data.series.length > 1 ? `, ${one?.name ?? ''}` : '';
  return `${data.points[point]?.label ?? ''}${name}: ${words}`;
}

/** The chart as the rows of a file. */
export function chartRows({ axis, points, series }: ChartData): (string | number)[][] {
  return [
    [axis, ...series.map(({ name }) => name)],
    ...points.map(({ label }, at) => [label, ...series.map(({ values }) => values[at] ?? '')]),
  ];
}
