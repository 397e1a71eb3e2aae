import { Box } from '@mantine/core';
import type { Breakdown } from '../../shared/contract';
import { Areas, Bars, Lines } from '../../shared/charts';
import { count } from '../../shared/time';
import { useWhere } from '../../shared/where';
import { chartWords, labelOf, tickOf } from './buckets';
import classes from './Breakdown.module.css';

/** As many values as are drawn; the table has all. */
const DRAWN_MAX = 20;
const COLORS = ['teal.8', 'orange.8', 'grape.6', 'cyan.8'];
const DOTS_MAX = 40;
const TICK_CHARACTERS_MAX = 17;
const TICKS_MAX = 5;
/** In pixels, about. */
const TITLE_CHARACTER = 7;
const AXIS_HEIGHT = 44;

interface Props {
  data: Breakdown;
  title: string;
  split: { key: string; name: string }[];
  stale: boolean;
}

/** Values as bars that lie, ranges as bars that stand, time as an area or as lines. */
export function BreakdownChart({ data, title, split, stale }: Props) {
  const { system } = useWhere();
  const values = data.kind === 'values';
  const drawn = values ? data.buckets.slice(0, DRAWN_MAX) : data.buckets;
  const series = [
    { name: 'users', label: split.length > 0 ? 'All matching users' : 'Users', color: 'accent.5' },
    ...split.map(({ key, name }, at) => ({
      name: `in ${key}`,
      label: name,
      color: COLORS[at] ?? 'gray.6',
    })),
  ];
  const rows = drawn.map((bucket) => ({
    label: labelOf(bucket, data, system.timeZone),
    tick: tickOf(bucket, data, system.timeZone),
    users: bucket.users,
    ...Object.fromEntries(split.map(({ key }) => [`in ${key}`, bucket.split?.[key] ?? 0])),
  }));
  const shared = {
    data: rows,
    dataKey: 'label',
    series,
    valueFormatter: count,
    withLegend: split.length > 0,
    legendProps: { verticalAlign: 'top' as const, itemSorter: null },
    accessibilityLayer: false,
    tooltipAnimationDuration: 0,
  };
  const most = Math.max(
    0,
    ...rows.flatMap((row) => series.map(({ name }) => userCount(row, name))),
  );
  // Users are whole: few of them need fewer lines, or the axis goes on past them.
  const whole = { allowDecimals: false, tickCount: Math.min(TICKS_MAX, most + 1) };
  const tick = (label: string) => shortened(rows.find((row) => row.label === label)?.tick ?? label);
  const overTime = {
    ...shared,
    yAxisLabel: 'Users',
    h: 280,
    curveType: 'linear' as const,
    withDots: rows.length <= DOTS_MAX,
    tickLine: 'none' as const,
    xAxisProps: { tickFormatter: tick, minTickGap: 24 },
    yAxisProps: { width: 56, ...whole },
  };
  const height = lyingHeight(rows.length, series.length);
  const still = { isAnimationActive: false };
  const axis = data.kind === 'time' ? `${title}, by ${data.interval} (${system.timeZone})` : title;
  return (
    <Box
      className={classes.chart}
      data-stale={stale || undefined}
      role="img"
      aria-label={chartWords(data, title, system.timeZone)}
    >
      {values ? (
        <Bars
          {...shared}
          xAxisLabel="Users"
          // It stands upright, and must not be longer than the chart is high.
          {...(title.length * TITLE_CHARACTER < height - AXIS_HEIGHT ? { yAxisLabel: title } : {})}
          h={height}
          orientation="vertical"
          gridAxis="y"
          tickLine="none"
          yAxisProps={{ width: 120, tickFormatter: tick, interval: 0 }}
          xAxisProps={{ tickFormatter: count, ...whole }}
          barProps={{ ...still, radius: 3 }}
          maxBarWidth={22}
        />
      ) : data.kind === 'histogram' ? (
        <Bars
          {...shared}
          xAxisLabel={axis}
          yAxisLabel="Users"
          h={280}
          tickLine="none"
          xAxisProps={{ tickFormatter: tick }}
          yAxisProps={{ width: 56, ...whole }}
          barProps={{ ...still, radius: 3 }}
          maxBarWidth={48}
        />
      ) : split.length > 0 ? (
        <Lines {...overTime} xAxisLabel={axis} lineProps={still} />
      ) : (
        <Areas {...overTime} xAxisLabel={axis} areaProps={still} />
      )}
    </Box>
  );
}

const userCount = (row: Record<string, string | number>, series: string): number =>
  Number(row[series] ?? 0);

/** In one line, with its end, by which long names mostly differ. */
const shortened = (text: string): string =>
  (text.length > TICK_CHARACTERS_MAX ? `${text.slice(0, 9)}…${text.slice(-7)}` : text).replaceAll(
    ' ',
    '\u00a0',
  );

const lyingHeight = (rows: number, series: number): number =>
  Math.max(120, AXIS_HEIGHT + rows * Math.max(28, series * 12 + 8) + (series > 1 ? 40 : 0));
