import { Box, Code, Table, Text } from '@mantine/core';
import type { PropertyHealth } from '../../shared/contract';
import { share as shareWords } from '../../shared/time';
import { When } from '../../shared/When';
import classes from './Health.module.css';
import { daysWords, partsOf } from './words';

const WIDTH = 112;
const HEIGHT = 28;

/** How each property comes: on which days, in which part of the deliveries, and when last. */
export function Properties({ properties }: { properties: PropertyHealth[] }) {
  return (
    <Table aria-label="Properties" verticalSpacing="sm" horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Property</Table.Th>
          <Table.Th scope="col" className={classes.days}>
            Last 14 days
          </Table.Th>
          <Table.Th scope="col" className={classes.days}>
            7 days
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {properties.map((property) => (
          <Table.Tr key={property.name}>
            <Table.Th scope="row" fw={400} className={classes.name}>
              <Text size="sm" fw={550}>
                {property.name}
              </Text>
              {property.path !== property.name && <Code>{property.path}</Code>}
              <Text size="xs" c="dimmed" mt={2}>
                {property.lastAt === null ? (
                  'never came'
                ) : (
                  <>
                    last came <When at={property.lastAt} />
                  </>
                )}
              </Text>
            </Table.Th>
            <Table.Td>
              <Days property={property} />
            </Table.Td>
            <Table.Td className="numbers">
              <Text size="sm">{property.share === null ? '–' : shareWords(property.share, 1)}</Text>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** A bar a day: how high, the part of the deliveries that had it; what was refused of it in red, what was null in gray. */
function Days({ property }: { property: PropertyHealth }) {
  const step = WIDTH / property.days.length;
  return (
    <Box
      component="svg"
      role="img"
      aria-label={daysWords(property)}
      w={WIDTH}
      h={HEIGHT}
      display="block"
    >
      {property.days.map((day, at) => {
        const { valued, empty, refused } = partsOf(day);
        const bars = [
          { part: refused, fill: 'var(--mantine-color-red-6)' },
          { part: empty, fill: 'var(--mantine-color-gray-5)' },
          { part: valued, fill: 'var(--mantine-primary-color-filled)' },
        ];
        let y = HEIGHT;
        return (
          <g key={day.day}>
            <rect
              x={at * step}
              y={HEIGHT - 1}
              width={step - 2}
              height={1}
              fill={
                day.read > 0 ? 'var(--mantine-color-dimmed)' : 'var(--mantine-color-default-border)'
              }
            />
            {bars
              .filter(({ part }) => part > 0)
              .map(({ part, fill }) => {
                const height = Math.max(part * HEIGHT, 2);
                y -= height;
                return (
                  <rect
                    key={fill}
                    x={at * step}
                    y={Math.max(0, y)}
                    width={step - 2}
                    height={height}
                    fill={fill}
                  />
                );
              })}
          </g>
        );
      })}
    </Box>
  );
}
