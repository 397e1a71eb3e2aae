/** What a chart is drawn with, as it is on this screen now. */
export interface Colors {
  text: string;
  dimmed: string;
  line: string;
  surface: string;
  series: string[];
  past: string;
  font: string;
  /** Whether somebody chose the colours for all pages: there are only a few, so patterns tell apart. */
  forced: boolean;
}

// Each has 3 to 1 to the surface in light and in dark (WCAG 1.4.11), and neighbours differ in more than hue.
const SERIES = ['accent-5', 'teal-8', 'orange-8', 'grape-6', 'cyan-8', 'pink-7', 'lime-9', 'red-7'];

/** How many series get along without patterns. */
export const COLORS_MAX = SERIES.length;

/** The colour of a series in its legend, for CSS. */
export const seriesColor = (at: number): string =>
  `var(--mantine-color-${SERIES[at % SERIES.length]})`;

export const PAST_COLOR = 'var(--mantine-color-dimmed)';

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
