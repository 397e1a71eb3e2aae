import { Group, Text } from '@mantine/core';

/** The name and sign of the product. */
export function Mark() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" width={24} height={24} alt="" />
      <Text fw={680} fz="lg" lts="-0.02em">
        Muster
      </Text>
    </Group>
  );
}
