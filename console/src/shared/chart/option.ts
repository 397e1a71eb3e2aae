import type { EChartsCoreOption } from 'echarts/core';
import { drawnColor, type Colors } from './colors';
import { hasTail, type ChartData, type Series } from './data';
import { formatOf } from './words';

/** Under this a chart is on a phone. */
const NARROW = 480;
const DOTS_MAX = 45;
const TICKS_MAX = 5;
const FONT_SIZE = 12;
const BAR_MAX = { lying: 22, bars: 48 };
const DASHES = ['solid', 'dashed', 'dotted'] as const;
const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond'] as const;

/**
 * The chart in the words of ECharts.
 *
 * @param width of what it is drawn into, in pixels
 * @param still whether nothing is to move
 * @param leading whether a value leads somewhere
 */
export function optionOf(
  data: ChartData,
  colors: Colors,
  width: number,
  still: boolean,
  leading: boolean,
): EChartsCoreOption {
  const { kind, points, axis, measure } = data;
  const lying = kind === 'lying';
  const narrow = width < NARROW;
  const label = { color: colors.dimmed, fontFamily: colors.font, fontSize: FONT_SIZE };
  const characters = lying ? (narrow ? 13 : 22) : 17;
  const format = formatOf(data);
  const categories = {
    type: 'category',
    data: points.map(({ label }) => label),
    inverse: lying,
    boundaryGap: kind === 'bars' || lying,
    axisLine: { lineStyle: { color: colors.line } },
    axisTick: { show: false },
    axisLabel: {
      ...label,
      hideOverlap: true,
      ...(lying ? { interval: 0 } : {}),
      formatter: (_: string, at: number) =>
        shortened(points[at]?.tick ?? points[at]?.label ?? '', characters),
    },
    name: lying ? '' : axis,
    nameLocation: 'middle',
    nameGap: 30,
    nameTextStyle: label,
  };
  const whole = measured(data);
  const values = {
    type: 'value',
    min: 0,
    ...whole,
    splitLine: { lineStyle: { color: colors.line } },
    axisLabel: { ...label, hideOverlap: true, formatter: (value: number) => format(value) },
    name: lying ? measure : narrow ? '' : measure,
    nameLocation: 'middle',
    nameTextStyle: label,
    nameGap: lying ? 30 : 8 + 7 * format(whole.max ?? greatest(data)).length,
  };
  return {
    animation: !still,
    animationDuration: 250,
    animationDurationUpdate: 250,
    textStyle: { fontFamily: colors.font, color: colors.text },
    grid: {
      left: lying || narrow ? 4 : 28,
      right: narrow ? 14 : 20,
      top: 12,
      bottom: lying ? 26 : 30,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    xAxis: lying ? values : categories,
    yAxis: lying ? categories : values,
    series: [
      ...data.series.map((series, at) => seriesOf(series, at, data, colors)),
      ...data.series.flatMap((series, at) =>
        hasTail(data, series) ? [tailOf(series, at, data, colors)] : [],
      ),
    ],
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      confine: true,
      transitionDuration: 0,
      axisPointer: kind === 'bars' || lying ? shadow(colors) : hairline(colors),
      backgroundColor: colors.surface,
      borderColor: colors.dimmed,
      borderWidth: 1,
      padding: [8, 10],
      textStyle: { color: colors.text, fontFamily: colors.font, fontSize: FONT_SIZE },
      formatter: (shown: { dataIndex: number }[]) =>
        tooltip(data, shown[0]?.dataIndex ?? 0, narrow) +
        (leading ? '\nClick or Enter: its users' : ''),
    },
  };
}

function seriesOf(series: Series, at: number, data: ChartData, colors: Colors): object {
  const { kind, stacked } = data;
  const color = drawnColor(series, at, colors);
  const round = Math.floor(at / colors.series.length);
  const shared = {
    name: series.name,
    data: series.values.map((value, point) =>
      hasTail(data, series) && point === data.ongoing ? '-' : (value ?? '-'),
    ),
    color,
    ...(stacked ? { stack: 'all' } : {}),
  };
  if (kind === 'bars' || kind === 'lying') {
    return {
      ...shared,
      type: 'bar',
      barMaxWidth: BAR_MAX[kind],
      barGap: '10%',
      itemStyle: {
        borderRadius: stacked ? 0 : 3,
        // Neighbours may differ in little but hue.
        ...(stacked ? { borderColor: colors.surface, borderWidth: 1 } : {}),
        ...(colors.forced && at > 0
          ? { color: 'transparent', borderColor: color, borderWidth: 2 }
          : {}),
        ...(round > 0 ? { opacity: 0.65 } : {}),
      },
      emphasis: { itemStyle: { shadowBlur: 0, borderColor: colors.text, borderWidth: 1.5 } },
    };
  }
  return {
    ...shared,
    type: 'line',
    // A dot without neighbours is no line, so it has to be seen by itself.
    showSymbol: series.values.length <= DOTS_MAX,
    showAllSymbol: true,
    symbol: SYMBOLS[at % SYMBOLS.length],
    symbolSize: series.past ? 4 : 6,
    lineStyle: {
      width: series.past ? 1.5 : 2,
      type: series.past ? 'dashed' : DASHES[(colors.forced ? at : round) % DASHES.length],
    },
    ...(kind === 'area' && at === 0 && !colors.forced ? { areaStyle: { opacity: 0.14 } } : {}),
    emphasis: { scale: 1.6, lineStyle: { width: series.past ? 1.5 : 2 } },
  };
}

/** The way to a point that is not over yet, and the point: it is open, as it is not where it will be. */
function tailOf(series: Series, at: number, data: ChartData, colors: Colors): object {
  const color = drawnColor(series, at, colors);
  const ongoing = data.ongoing ?? 0;
  return {
    name: series.name,
    type: 'line',
    data: series.values.map((value, point) =>
      point === ongoing
        ? (value ?? '-')
        : point === ongoing - 1 && value !== null
          ? { value, symbol: 'none' }
          : '-',
    ),
    color,
    showSymbol: true,
    showAllSymbol: true,
    symbol: SYMBOLS[at % SYMBOLS.length],
    symbolSize: 7,
    itemStyle: { color: colors.surface, borderColor: color, borderWidth: 2 },
    lineStyle: { width: 2, type: [4, 4], color },
    emphasis: { scale: 1.6, lineStyle: { width: 2 } },
  };
}

const shadow = ({ dimmed }: Colors) => ({
  type: 'shadow',
  shadowStyle: { color: dimmed, opacity: 0.12 },
});

const hairline = ({ dimmed }: Colors) => ({
  type: 'line',
  lineStyle: { color: dimmed, type: 'solid', width: 1 },
});

/** A point with all its values. In a box that is no wider than a phone. */
function tooltip(data: ChartData, point: number, narrow: boolean): string {
  const format = formatOf(data);
  const characters = narrow ? 28 : 48;
  const lines = data.series.map(({ name, values }) => {
    const value = values[point] ?? null;
    return `${shortened(plain(name), characters)}: ${value === null ? 'no value' : format(value)}`;
  });
  const label = data.points[point]?.label ?? '';
  return [shortened(plain(label), characters + 8), ...lines].join('\n');
}

/** Without what ECharts would read as the style of a text: `{name|text}`. */
const plain = (text: string): string => text.replaceAll('{', '(').replaceAll('}', ')');

/** In one line, with its end, by which long names mostly differ. */
export const shortened = (text: string, characters: number): string => {
  const clean = plain(text).replace(/\s+/g, '\u00a0');
  if (clean.length <= characters) return clean;
  const end = Math.floor((characters - 1) * 0.45);
  return `${clean.slice(0, characters - 1 - end)}…${clean.slice(-end)}`;
};

const greatest = ({ series, points, stacked }: ChartData): number =>
  Math.max(
    0,
    ...points.map((_, at) => {
      const values = series.map(({ values }) => values[at] ?? 0);
      return stacked ? values.reduce((sum, one) => sum + one, 0) : Math.max(0, ...values);
    }),
  );

/** Users are whole: few of them need fewer lines, or the axis goes on past them. */
function measured(data: ChartData): { max?: number; splitNumber?: number; minInterval?: number } {
  if (data.most !== undefined) return { max: data.most, splitNumber: TICKS_MAX };
  if (data.format) return { splitNumber: TICKS_MAX };
  return { minInterval: 1, splitNumber: TICKS_MAX - 1 };
}
