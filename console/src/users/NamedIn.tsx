import { Box, Text } from '@mantine/core';
import type { NamedIn as Named } from '../shared/contract';
import { Dependents } from '../shared/Dependents';

/** Where people have written identifiers down, which an erasure leaves as it is; nothing where that is nowhere. */
export function NamedIn({ places, said }: { places: Named[]; said: string }) {
  const dependents = [
    ...new Map(
      places.map((place) => [`${place.kind} ${place.key} ${place.where}`, place]),
    ).values(),
  ];
  if (dependents.length === 0) return null;
  return (
    <Box>
      <Text size="sm">{said}</Text>
      <Dependents dependents={dependents} />
    </Box>
  );
}
