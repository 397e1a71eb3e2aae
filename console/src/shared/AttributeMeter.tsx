import { Box, Group, Text } from '@mantine/core';
import classes from './AttributeMeter.module.css';

export interface MeterPart {
  name: string;
  attributes: number;
}

interface Props {
  /** What each integration uses, in the order of the list. */
  parts: MeterPart[];
  limit: number;
}

const SHADES = [6, 4, 8, 3, 7, 5];

/** How much of the system's attributes is used, and by what. */
export function AttributeMeter({ parts, limit }: Props) {
  const used = parts.reduce((sum, { attributes }) => sum + attributes, 0);
  const free = Math.max(limit - used, 0);
  return (
    <Box>
      <Group justify="space-between" gap="xs" mb={6}>
        <Text size="sm" fw={550}>
          {used} of {limit} attributes used
        </Text>
        <Text size="sm" c={free === 0 ? 'var(--mantine-color-error)' : 'dimmed'}>
          {free === 0 ? 'None left' : `${free} left`}
        </Text>
      </Group>
      <Box
        className={classes.meter}
        role="meter"
        aria-label="Attributes used"
        aria-valuenow={used}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuetext={`${used} of ${limit}`}
      >
        {parts
          .filter(({ attributes }) => attributes > 0)
          .map(({ name, attributes }, at) => (
            <Box
              key={name}
              className={classes.part}
              title={`${name}: ${attributes}`}
              w={`${(attributes / Math.max(limit, used)) * 100}%`}
              bg={
                free === 0
                  ? `red.${SHADES[at % SHADES.length]}`
                  : `accent.${SHADES[at % SHADES.length]}`
              }
            />
          ))}
      </Box>
    </Box>
  );
}
