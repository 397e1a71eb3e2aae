import { Box, Text, Tooltip } from '@mantine/core';
import type { IntegrationActivity } from '../shared/contract';
import { count } from '../shared/time';
import { total } from './Health';

const WIDTH = 120;
const HEIGHT = 26;

/** The deliveries of the last 24 hours, an hour a bar, what was refused in red at its foot. */
export function Hours({ hours }: { hours: IntegrationActivity['hours'] }) {
  const all = total(hours);
  const refused = hours.reduce((sum, { rejected }) => sum + rejected, 0);
  const partly = hours.reduce((sum, { partial }) => sum + partial, 0);
  const most = Math.max(...hours.map((hour) => hour.accepted + hour.partial + hour.rejected), 1);
  const step = WIDTH / hours.length;
  const words = [
    `${count(all)} ${all === 1 ? 'delivery' : 'deliveries'} in the last 24 hours`,
    refused > 0 ? `${count(refused)} refused` : '',
    partly > 0 ? `${count(partly)} taken in part` : '',
  ]
    .filter(Boolean)
    .join(', ');
  return (
    <Tooltip label={words}>
      <Box miw={WIDTH} w="max-content">
        <Box component="svg" role="img" aria-label={words} w={WIDTH} h={HEIGHT} display="block">
          {hours.map(({ at, accepted, partial, rejected }, index) => {
            const sum = accepted + partial + rejected;
            const height = sum === 0 ? 1 : Math.max((sum / most) * HEIGHT, 3);
            const bad = sum === 0 ? 0 : Math.max((rejected / sum) * height, rejected > 0 ? 2 : 0);
            const some = sum === 0 ? 0 : Math.max((partial / sum) * height, partial > 0 ? 2 : 0);
            const x = index * step;
            const width = step - 1.5;
            return sum === 0 ? (
              <rect
                key={at}
                x={x}
                y={HEIGHT - 1}
                width={width}
                height={1}
                fill="var(--mantine-color-default-border)"
              />
            ) : (
              <g key={at}>
                <rect
                  x={x}
                  y={HEIGHT - height}
                  width={width}
                  height={height}
                  rx={1}
                  fill="var(--mantine-primary-color-filled)"
                />
                <rect
                  x={x}
                  y={HEIGHT - bad - some}
                  width={width}
                  height={some}
                  fill="var(--mantine-color-yellow-5)"
                />
                <rect
                  x={x}
                  y={HEIGHT - bad}
                  width={width}
                  height={bad}
                  fill="var(--mantine-color-red-6)"
                />
              </g>
            );
          })}
        </Box>
        <Text size="xs" c="dimmed" className="numbers">
          {count(all)} in 24 h{refused > 0 && `, ${count(refused)} refused`}
        </Text>
      </Box>
    </Tooltip>
  );
}
