import { Box } from '@mantine/core';

interface Props {
  values: number[];
  /** What it shows, for those who do not see it: "deliveries in the last 24 hours, 312 in all". */
  label: string;
  /** Bars for counts of periods, a line for a level. */
  kind?: 'bars' | 'line';
  width?: number;
  height?: number;
  color?: string;
}

/** A chart the size of a word. Drawn here, as the chart library weighs a hundred times as much. */
export function Sparkline({
  values,
  label,
  kind = 'bars',
  width = 96,
  height = 24,
  color = 'var(--mantine-primary-color-filled)',
}: Props) {
  const most = Math.max(...values, 1);
  const step = width / Math.max(values.length, 1);
  const y = (value: number) => height - 1 - (value / most) * (height - 2);
  return (
    <Box component="svg" role="img" aria-label={label} w={width} h={height} display="block">
      {kind === 'bars' ? (
        values.map((value, at) => (
          <rect
            key={at}
            x={at * step}
            width={Math.max(step - 1.5, 1)}
            rx={1}
            y={value > 0 ? Math.min(y(value), height - 3) : height - 1}
            height={value > 0 ? Math.max(height - y(value), 3) : 1}
            fill={value > 0 ? color : 'var(--mantine-color-default-border)'}
          />
        ))
      ) : (
        <polyline
          fill="none"
          stroke={color}
          strokeWidth={1.5}
          strokeLinejoin="round"
          points={values.map((value, at) => `${(at + 0.5) * step},${y(value)}`).join(' ')}
        />
      )}
    </Box>
  );
}
