import type { Series } from './data';

/** What a chart is drawn with, as it is on this screen now. */
export interface Colors {
  text: string;
  dimmed: string;
  line: string;
  surface: string;
  series: string[];
  /** Of the series that name theirs; none where somebody chose the colours for all pages. */
  named: Partial<Record<SeriesColor, string>>;
  past: string;
  font: string;
  /** Whether somebody chose the colours for all pages: there are only a few, so patterns tell apart. */
  forced: boolean;
}

// Each has 3 to 1 to the surface in light and in dark (WCAG 1.4.11), and neighbours differ in more than hue.
const SERIES = [
  'accent-5',
  'teal-8',
  'orange-8',
  'grape-6',
  'cyan-8',
  'pink-7',
  'lime-9',
  'red-7',
] as const;

/** A colour for a series that means the same wherever it is drawn. */
export type SeriesColor = (typeof SERIES)[number];

/** How many series get along without patterns. */
export const COLORS_MAX = SERIES.length;

/** The colour of a series in its legend, for CSS. */
export const seriesColor = ({ past, color }: Series, at: number): string =>
  past
    ? 'var(--mantine-color-dimmed)'
    : `var(--mantine-color-${color ?? SERIES[at % SERIES.length]})`;

/** The colour that a series is drawn in. */
export const drawnColor = ({ past, color }: Series, at: number, colors: Colors): string =>
  past
    ? colors.past
    : ((color && colors.named[color]) ?? colors.series[at % colors.series.length]!);

/** Reads them off the styles that hold for an element. */
export function colorsOf(element: HTMLElement): Colors {
  const style = getComputedStyle(element);
  const named = (name: string) => style.getPropertyValue(name).trim();
  const font = style.fontFamily;
  if (matchMedia('(forced-colors: active)').matches) {
    return {
      text: 'CanvasText',
      dimmed: 'CanvasText',
      line: 'GrayText',
      surface: 'Canvas',
      series: ['CanvasText', 'LinkText', 'Highlight'].map((name) => systemColor(element, name)),
      named: {},
      past: systemColor(element, 'GrayText'),
      font,
      forced: true,
    };
  }
  return {
    text: named('--mantine-color-text'),
    dimmed: named('--mantine-color-dimmed'),
    line: named('--muster-line'),
    surface: named('--muster-surface'),
    series: SERIES.map((name) => named(`--mantine-color-${name}`)),
    named: Object.fromEntries(SERIES.map((name) => [name, named(`--mantine-color-${name}`)])),
    past: named('--mantine-color-dimmed'),
    font,
    forced: false,
  };
}

/** A colour of the system as numbers, which alone can be made paler. */
function systemColor(element: HTMLElement, name: string): string {
  const probe = document.createElement('span');
  probe.style.color = name;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
