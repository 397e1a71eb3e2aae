import { Box, Button, Group, Menu, VisuallyHidden } from '@mantine/core';
import { IconChartLine, IconDownload, IconTable } from '@tabler/icons-react';
import { useId, useRef, useState } from 'react';
import { csvFile } from '../ExportTable';
import { save } from '../save';
import classes from './Chart.module.css';
import { ChartTable } from './ChartTable';
import { colorsOf, drawnColor, seriesColor } from './colors';
import type { ChartData, Picked } from './data';
import type { Drawing } from './drawing';
import { picture } from './picture';
import { Plot } from './Plot';
import { chartRows, chartWords } from './words';

export interface ChartProps extends ChartData {
  /** In pixels. */
  height?: number;
  /** What its files are called, without an ending: "shop-production-active-users". */
  file: string;
  /** What a click on a value does, and Enter: mostly, it leads to its users. */
  onPick?: Picked | undefined;
  /** Which series lead somewhere; left out: all. */
  leads?: ((series: number) => boolean) | undefined;
  /** Whether the page has a table of its own beside it, that says more. */
  tabled?: boolean | undefined;
  /** Whether what is shown is from before what was asked last. */
  stale?: boolean | undefined;
}

/** A chart with all that belongs to it: its series by name, the same as a table, as a file and as a picture. */
export function Figure({
  height = 280,
  file,
  onPick,
  leads,
  tabled = false,
  stale = false,
  ...data
}: ChartProps) {
  const [asTable, setAsTable] = useState(false);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const figure = useRef<HTMLElement>(null);
  const about = useId();
  const colors = data.series.map(seriesColor);
  const pick: Picked | undefined =
    onPick &&
    ((series, point) => {
      if (leads?.(series) ?? true) onPick(series, point);
    });
  const savePicture = async () => {
    if (!drawing || !figure.current) return;
    const now = colorsOf(figure.current);
    const names = data.series.map((series, at) => ({
      name: series.name,
      color: drawnColor(series, at, now),
    }));
    save(await picture(drawing, data.title, names.length > 1 ? names : [], now), `${file}.png`);
  };
  return (
    <Box
      component="figure"
      ref={figure}
      className={classes.figure}
      data-stale={stale || undefined}
      aria-label={data.title}
      aria-busy={stale}
    >
      <Group justify="flex-end" align="flex-start" gap="xs" mb="xs">
        <ul className={classes.legend} aria-label="Series">
          {data.series.length > 1 &&
            data.series.map(({ name, past }, at) => (
              <li key={at} data-past={past || undefined}>
                {/* React sets it as a property, which the policy lets through. */}
                <span className={classes.swatch} style={{ background: colors[at] }} />
                {name}
              </li>
            ))}
        </ul>
        <Group gap={4} wrap="nowrap">
          {!tabled && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={asTable ? <IconChartLine size={15} /> : <IconTable size={15} />}
              onClick={() => setAsTable(!asTable)}
            >
              {asTable ? 'Chart' : 'Table'}
            </Button>
          )}
          {tabled ? (
            <Button
              variant="subtle"
              color="gray"
              size="compact-sm"
              leftSection={<IconDownload size={15} />}
              onClick={() => void savePicture()}
            >
              Picture
            </Button>
          ) : (
            <Menu position="bottom-end" shadow="md">
              <Menu.Target>
                <Button
                  variant="subtle"
                  color="gray"
                  size="compact-sm"
                  leftSection={<IconDownload size={15} />}
                >
                  Download
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => save(csvFile(chartRows(data)), `${file}.csv`)}>
                  Values as CSV
                </Menu.Item>
                {!asTable && (
                  <Menu.Item onClick={() => void savePicture()}>Picture as PNG</Menu.Item>
                )}
              </Menu.Dropdown>
            </Menu>
          )}
        </Group>
      </Group>
      {asTable ? (
        <Box
          className={classes.table}
          mah={Math.max(height, 280)}
          role="region"
          aria-label={`${data.title}, as a table`}
          tabIndex={0}
        >
          <ChartTable data={data} onPick={onPick} leads={leads} />
        </Box>
      ) : (
        <>
          <Plot data={data} height={height} onPick={pick} about={about} onDrawing={setDrawing} />
          {!tabled && (
            <VisuallyHidden>
              <ChartTable data={data} />
            </VisuallyHidden>
          )}
        </>
      )}
      <VisuallyHidden component="figcaption" id={about}>
        {chartWords(data)}
        {onPick && ' Arrow keys go from value to value, Enter shows the users behind one.'}
      </VisuallyHidden>
    </Box>
  );
}
