import { Box, ColorSwatch, Group, Text } from '@mantine/core';
import classes from './AttributeMeter.module.css';
import { count } from './time';

interface Props {
  /** What each integration uses, in the order of the list. */
  parts: { name: string; attributes: number }[];
  limit: number;
  /** Says which part is whose, where no list beside it does. */
  legend?: boolean;
}

const SHADES = [6, 4, 8, 3, 7, 5];

/** How much of the system's attributes is used, and by what. */
export function AttributeMeter({ parts, limit, legend }: Props) {
  const used = parts.reduce((sum, { attributes }) => sum + attributes, 0);
  const free = Math.max(limit - used, 0);
  const filled = parts
    .filter(({ attributes }) => attributes > 0)
    .map((part, at) => {
      const shade = SHADES[at % SHADES.length];
      return { ...part, color: `var(--mantine-color-${free === 0 ? 'red' : 'accent'}-${shade})` };
    });
  return (
    <Box>
      <Group justify="space-between" gap="xs" mb={6}>
        <Text size="sm" fw={550}>
          {count(used)} of {count(limit)} attributes used
        </Text>
        <Text size="sm" c={free === 0 ? 'var(--mantine-color-error)' : 'dimmed'}>
          {free === 0 ? 'None left' : `${count(free)} left`}
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
        {filled.map(({ name, attributes, color }) => (
          <Box
            key={name}
            className={classes.part}
            title={`${name}: ${attributes}`}
            w={`${(attributes / Math.max(limit, used)) * 100}%`}
            bg={color}
          />
        ))}
      </Box>
      {legend && (
        <Group gap="lg" mt="sm">
          {filled.map(({ name, attributes, color }) => (
            <Group key={name} gap={6} wrap="nowrap">
              <ColorSwatch color={color} size={10} withShadow={false} />
              <Text size="sm" className={classes.name}>
                {name} · {count(attributes)}
              </Text>
            </Group>
          ))}
        </Group>
      )}
    </Box>
  );
}
