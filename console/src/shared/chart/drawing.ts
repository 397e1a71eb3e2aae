import { BarChart, LineChart } from 'echarts/charts';
import { AxisPointerComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { init, use as register, type ECharts } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

// On a canvas: ECharts writes SVG with style attributes, and tooltips of HTML with inline styles, which the
// page's policy does not let through.
register([
  BarChart,
  LineChart,
  GridComponent,
  TooltipComponent,
  AxisPointerComponent,
  CanvasRenderer,
]);

export type Drawing = ECharts;

export const draw = (element: HTMLElement): Drawing => init(element, null, { renderer: 'canvas' });

/** The point of the axis that lies at a place of the drawing, and the series that is nearest there. */
export function placeAt(
  drawing: Drawing,
  x: number,
  y: number,
  lying: boolean,
  values: (number | null)[][],
): { series: number; point: number } | null {
  if (!drawing.containPixel({ gridIndex: 0 }, [x, y])) return null;
  const found = drawing.convertFromPixel({ gridIndex: 0 }, [x, y]);
  const [point, value] = lying ? [found[1]!, found[0]!] : [found[0]!, found[1]!];
  const near = values
    .map((all, series) => ({ series, value: all[point] ?? null }))
    .filter((one): one is { series: number; value: number } => one.value !== null)
    .toSorted((a, b) => Math.abs(a.value - value) - Math.abs(b.value - value))[0];
  return near ? { series: near.series, point } : null;
}
