import { describe, expect, test } from 'vitest';
import type { Colors } from './colors';
import { drawnAt, type ChartData } from './data';
import { optionOf, shortened } from './option';
import { walked } from './walk';
import { chartRows, chartWords, valueWordsOf } from './words';

const DAYS: ChartData = {
  title: 'Active users by day',
  kind: 'lines',
  axis: 'Day',
  measure: 'Users',
  points: [
    { label: '1 May 2026', tick: '1 May' },
    { label: '2 May 2026', tick: '2 May' },
    { label: '3 May 2026', tick: '3 May' },
  ],
  series: [
    { name: 'All', values: [1200, 40, 300] },
    { name: 'Pro', values: [7, null, 7] },
  ],
};
const one: ChartData = { ...DAYS, series: DAYS.series.slice(0, 1) };

describe('told aloud', () => {
  test('a series is its reach, its highest and its lowest', () => {
    expect(chartWords(one)).toBe(
      'Active users by day: 3 points from 1 May 2026 to 3 May 2026. Highest 1,200 at 1 May 2026, lowest 40 at 2 May 2026.',
    );
  });

  test('several are told by their names, and not more than one can remember', () => {
    expect(chartWords(DAYS)).toContain('All: highest 1,200 at 1 May 2026, lowest 40');
    expect(chartWords(DAYS)).toContain('Pro: always 7.');
    const many = { ...DAYS, series: Array.from({ length: 6 }, () => DAYS.series[0]!) };
    expect(chartWords(many)).toMatch(/2 more series are in the table\.$/);
  });

  test('nothing is said to be nothing', () => {
    expect(chartWords({ ...DAYS, points: [], series: [] })).toBe(
      'Active users by day: nothing to show.',
    );
    expect(chartWords({ ...one, series: [{ name: 'All', values: [null, null, null] }] })).toMatch(
      /No values\.$/,
    );
  });

  test('a value says what it is of', () => {
    expect(valueWordsOf(DAYS, 1, 0)).toBe('1 May 2026, Pro: 7');
    expect(valueWordsOf(DAYS, 1, 1)).toBe('2 May 2026, Pro: no value');
    expect(valueWordsOf(one, 0, 2)).toBe('3 May 2026: 300');
  });
});

test('the way to a point that is not over is drawn by itself, after all series', () => {
  const going: ChartData = {
    ...DAYS,
    ongoing: 2,
    series: [...DAYS.series, { name: 'Before', values: [1, 2, 3], past: true }],
  };
  const { series } = optionOf(going, COLORS, 800, true, true) as unknown as Drawn;
  expect(series.map(({ data }) => data)).toEqual([
    [1200, 40, '-'],
    [7, '-', '-'],
    [1, 2, 3],
    ['-', { value: 40, symbol: 'none' }, 300],
    ['-', '-', 7],
  ]);
  expect(drawnAt(going, 1, 2)).toEqual({ seriesIndex: 4, dataIndex: 2 });
  expect(drawnAt(going, 1, 1)).toEqual({ seriesIndex: 1, dataIndex: 1 });
  expect(drawnAt(going, 2, 2)).toEqual({ seriesIndex: 2, dataIndex: 2 });
  expect(drawnAt({ ...going, kind: 'bars' }, 1, 2)).toEqual({ seriesIndex: 1, dataIndex: 2 });
});

test('its rows have a column for each series', () => {
  expect(chartRows(DAYS)).toEqual([
    ['Day', 'All', 'Pro'],
    ['1 May 2026', 1200, 7],
    ['2 May 2026', 40, ''],
    ['3 May 2026', 300, 7],
  ]);
});

test.each([
  ['ArrowRight', { series: 0, point: 1 }, { series: 0, point: 2 }],
  ['ArrowRight', { series: 0, point: 2 }, { series: 0, point: 2 }],
  ['ArrowLeft', { series: 0, point: 1 }, { series: 0, point: 0 }],
  ['ArrowDown', { series: 0, point: 1 }, { series: 1, point: 1 }],
  ['ArrowUp', { series: 0, point: 1 }, { series: 0, point: 1 }],
  ['Home', { series: 1, point: 2 }, { series: 1, point: 0 }],
  ['End', { series: 1, point: 0 }, { series: 1, point: 2 }],
  ['PageDown', { series: 0, point: 0 }, { series: 0, point: 2 }],
])('%s walks over lines from %o', (key, from, to) => {
  expect(walked(key, from, DAYS)).toEqual(to);
});

test('over bars that lie it is the other way round, and other keys lead nowhere', () => {
  const lying: ChartData = { ...DAYS, kind: 'lying' };
  expect(walked('ArrowDown', { series: 0, point: 0 }, lying)).toEqual({ series: 0, point: 1 });
  expect(walked('ArrowRight', { series: 0, point: 0 }, lying)).toEqual({ series: 1, point: 0 });
  expect(walked('Tab', { series: 0, point: 0 }, lying)).toBeNull();
});

const COLORS: Colors = {
  text: '#000',
  dimmed: '#555',
  line: '#ddd',
  surface: '#fff',
  series: ['#00f', '#0a0'],
  named: { 'red-7': '#e00' },
  past: '#888',
  font: 'Inter',
  forced: false,
};

interface Drawn {
  series: {
    type: string;
    data: unknown[];
    color: string;
    lineStyle?: { type: string };
    areaStyle?: object;
  }[];
  animation: boolean;
  yAxis: { type: string; max?: number };
}
const drawn = (data: ChartData, colors = COLORS) =>
  optionOf(data, colors, 800, true, false) as unknown as Drawn;

test('what colours do not tell apart, dashes do', () => {
  const four = { ...DAYS, series: Array.from({ length: 4 }, () => DAYS.series[0]!) };
  expect(drawn(four).series.map(({ color, lineStyle }) => `${color} ${lineStyle?.type}`)).toEqual([
    '#00f solid',
    '#0a0 solid',
    '#00f dashed',
    '#0a0 dashed',
  ]);
  expect(drawn(DAYS, { ...COLORS, forced: true }).series.map((s) => s.lineStyle?.type)).toEqual([
    'solid',
    'dashed',
  ]);
});

test('a series that names its colour has it, except where somebody chose those of all pages', () => {
  const bad = {
    ...DAYS,
    series: [DAYS.series[0]!, { ...DAYS.series[1]!, color: 'red-7' as const }],
  };
  expect(drawn(bad).series.map(({ color }) => color)).toEqual(['#00f', '#e00']);
  const forced = drawn(bad, { ...COLORS, named: {}, forced: true });
  expect(forced.series.map(({ color }) => color)).toEqual(['#00f', '#0a0']);
});

test('what is compared with is faint, and shares reach to their whole', () => {
  const past = { ...DAYS, series: [DAYS.series[0]!, { ...DAYS.series[1]!, past: true }] };
  expect(drawn(past).series[1]).toMatchObject({ color: '#888', lineStyle: { type: 'dashed' } });
  expect(drawn({ ...DAYS, most: 1 }).yAxis.max).toBe(1);
  expect(drawn(DAYS).animation).toBe(false);
});

test('bars that lie have their values below each other', () => {
  expect(drawn({ ...one, kind: 'lying' })).toMatchObject({
    yAxis: { type: 'category', inverse: true },
    series: [{ type: 'bar' }],
  });
});

test('a long name keeps its end, and none is read as a style', () => {
  expect(shortened('a plan with a long name, number 17', 17)).toHaveLength(17);
  expect(shortened('a plan with a long name, number 17', 17)).toMatch(/17$/);
  expect(shortened('{b|x}', 17)).toBe('(b|x)');
});
