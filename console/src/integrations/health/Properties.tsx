import { Box, Code, Table, Text } from '@mantine/core';
import type { Integration, PropertyHealth } from '../../shared/contract';
import { share as shareWords } from '../../shared/time';
import { When } from '../../shared/When';
import classes from './Health.module.css';
import { cellsOf, daysWords, filesWords, partsOf } from './words';

const WIDTH = 112;
const HEIGHT = 28;

interface Props {
  /** What the integration takes. */
  of: Integration['kind'];
  properties: PropertyHealth[];
}

interface Bar {
  key: string;
  came: boolean;
  parts: { valued: number; empty: number; refused: number };
}

/** How each property comes: on which days or in which files, in which part, and when last. */
export function Properties({ of, properties }: Props) {
  const inFiles = of === 'csv';
  return (
    <Table aria-label="Properties" verticalSpacing="sm" horizontalSpacing="md">
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">Property</Table.Th>
          <Table.Th scope="col" className={classes.days}>
            {inFiles ? 'Last files' : 'Last 14 days'}
          </Table.Th>
          <Table.Th scope="col" className={classes.days}>
            {inFiles ? 'Last file' : '7 days'}
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
              {inFiles ? (
                <Bars
                  label={filesWords(property)}
                  bars={property.files.map((file) => ({
                    key: file.upload,
                    came: file.valued + file.empty + file.refused > 0,
                    parts: cellsOf(file),
                  }))}
                />
              ) : (
                <Bars
                  label={daysWords(property)}
                  bars={property.days.map((day) => ({
                    key: day.day,
                    came: day.read > 0,
                    parts: partsOf(day),
                  }))}
                />
              )}
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

/** A bar for each day or file: how high, the part that had it; what was refused of it in red, what had no value in gray. */
function Bars({ label, bars }: { label: string; bars: Bar[] }) {
  const step = WIDTH / bars.length;
  return (
    <Box component="svg" role="img" aria-label={label} w={WIDTH} h={HEIGHT} display="block">
      {bars.map(({ key, came, parts: { valued, empty, refused } }, at) => {
        const parts = [
          { part: refused, fill: 'var(--mantine-color-red-6)' },
          { part: empty, fill: 'var(--mantine-color-gray-5)' },
          { part: valued, fill: 'var(--mantine-primary-color-filled)' },
        ];
        let y = HEIGHT;
        return (
          <g key={key}>
            <rect
              x={at * step}
              y={HEIGHT - 1}
              width={step - 2}
              height={1}
              fill={came ? 'var(--mantine-color-dimmed)' : 'var(--mantine-color-default-border)'}
            />
            {parts
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
